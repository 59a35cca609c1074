package dev.gitsync.spring.ssh;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The properties below {@code gitsync.ssh}. Immutable. {@code hostKeys} comes first, since the processor of Spring Boot would take the description of a longer name
 * that begins with it.
 *
 * @param port the port of git over SSH, 0 for a free one; without it, spaces are not served over SSH
 * @param address the address at which connections are accepted; by default all addresses of the machine
 * @param hostKeys the texts of the private host keys in OpenSSH's form, in place of a folder
 * @param hostKeysDirectory the folder of the host keys, which are created there if they are missing; keep it over restarts
 * @param publicUrl the address of the server as clients see it, such as ssh://git@wiki.example.org:2222, for the greeting
 * @param limits the limits of connections, unless a bean of type SshLimits has them
 */
@ConfigurationProperties("gitsync.ssh")
public record GitSyncSshProperties(
        @Nullable Integer port,
        @Nullable String address,
        @DefaultValue List<String> hostKeys,
        @Nullable Path hostKeysDirectory,
        @Nullable URI publicUrl,
        @DefaultValue Limits limits) {

    /** Copies the list. */
    public GitSyncSshProperties {
        hostKeys = List.copyOf(hostKeys);
    }

    /** Hides the keys. */
    @Override
    public String toString() {
        return "gitsync.ssh at port " + port;
    }

    /**
     * The limits of connections.
     *
     * @param maxConnections maximum number of connections; more are closed at once
     * @param maxConnectionsPerAddress maximum number of connections from one address; raise it if many users share an address
     * @param maxChannelsPerConnection maximum number of commands at the same time over one connection
     * @param maxKeysPerConnection maximum number of keys that a client may try
     * @param maxSignInTime maximum time until a client has signed in
     * @param maxIdleTime time without any data after which a connection is closed
     * @param rekeyBytes data after which new session keys are exchanged
     * @param rekeyTime time after which new session keys are exchanged
     * @param closeWait how long a stop waits for running fetches and pushes
     */
    public record Limits(
            @DefaultValue("512") int maxConnections,
            @DefaultValue("128") int maxConnectionsPerAddress,
            @DefaultValue("10") int maxChannelsPerConnection,
            @DefaultValue("10") int maxKeysPerConnection,
            @DefaultValue("30s") Duration maxSignInTime,
            @DefaultValue("10m") Duration maxIdleTime,
            @DefaultValue("1GB") DataSize rekeyBytes,
            @DefaultValue("1h") Duration rekeyTime,
            @DefaultValue("30s") Duration closeWait) {}
}
