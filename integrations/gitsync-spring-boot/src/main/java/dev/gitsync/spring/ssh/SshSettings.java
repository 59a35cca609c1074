package dev.gitsync.spring.ssh;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.spring.GitSyncSetupException;
import dev.gitsync.ssh.HostKeys;
import dev.gitsync.ssh.limits.SshLimits;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Turns properties into the parts of the server, and refuses what is impossible with a sentence. */
final class SshSettings {
    private static final int LAST_PORT = 65_535;

    private SshSettings() {}

    static InetSocketAddress address(GitSyncSshProperties properties) {
        int port = port(properties.port());
        String host = properties.address();
        InetSocketAddress address =
                host == null || host.isBlank() ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new GitSyncSetupException(
                    "gitsync.ssh.address is '" + host + "', which is no address of this machine.",
                    "Set gitsync.ssh.address to an address of this machine, or remove it to listen at all of them.");
        }
        return address;
    }

    private static int port(@Nullable Integer port) {
        if (port == null || port < 0 || port > LAST_PORT) {
            throw new GitSyncSetupException(
                    "gitsync.ssh.port is " + port + ", but it must be a port from 0 to " + LAST_PORT + ".",
                    "Set gitsync.ssh.port to a free port, such as 2222, or remove it to serve no git over SSH.");
        }
        return port;
    }

    /** Returns where the server listens, for messages. */
    static String shownAddress(GitSyncSshProperties properties) {
        String port = "port " + properties.port();
        return properties.address() == null ? port : port + " of " + properties.address();
    }

    static HostKeys hostKeys(GitSyncSshProperties properties) {
        Path folder = properties.hostKeysDirectory();
        boolean hasFolder = folder != null && !folder.toString().isEmpty();
        if (hasFolder == !properties.hostKeys().isEmpty()) {
            throw new GitSyncSetupException(
                    hasFolder
                            ? "Both gitsync.ssh.host-keys-directory and gitsync.ssh.host-keys are set."
                            : "Git over SSH needs host keys, which prove to clients that this is the server that they know.",
                    hasFolder
                            ? "Remove one of them."
                            : "Set gitsync.ssh.host-keys-directory to a folder that survives a restart, or gitsync.ssh.host-keys to the texts of"
                                    + " private keys. Replicas behind one address need the same keys.");
        }
        return folder != null && hasFolder ? HostKeys.inFolder(folder) : HostKeys.ofTexts(properties.hostKeys());
    }

    static SshLimits limits(GitSyncSshProperties.Limits limits) {
        try {
            return SshLimits.builder()
                    .maxConnections(limits.maxConnections())
                    .maxConnectionsPerAddress(limits.maxConnectionsPerAddress())
                    .maxChannelsPerConnection(limits.maxChannelsPerConnection())
                    .maxKeysPerConnection(limits.maxKeysPerConnection())
                    .maxSignInTime(limits.maxSignInTime())
                    .maxIdleTime(limits.maxIdleTime())
                    .rekeyBytes(limits.rekeyBytes().toBytes())
                    .rekeyTime(limits.rekeyTime())
                    .closeWait(limits.closeWait())
                    .build();
        } catch (InvalidInputException e) {
            throw new GitSyncSetupException(
                    "A limit of gitsync.ssh.limits is invalid: " + e.getMessage(),
                    "Correct the property; docs/ssh.md lists the ranges.");
        }
    }
}
