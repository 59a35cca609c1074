package dev.gitsync.internal.mirror.remote.ssh;

import dev.gitsync.internal.mirror.remote.wire.Connections;
import dev.gitsync.internal.mirror.remote.wire.WireException;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.mirror.RemoteCredentials.SshKey;
import dev.gitsync.mirror.RemoteUrl;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.eclipse.jgit.transport.RemoteSession2;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

/** Opens sessions to one remote: at an address that was checked, with the key of the mirror, to a server whose key is pinned. */
final class SshSessions {
    private static final String DEFAULT_USER = "git";

    private final Connections connections;
    private final RemoteUrl url;
    private final SshKey key;

    SshSessions(Connections connections, RemoteUrl url, SshKey key) {
        this.connections = connections;
        this.url = url;
        this.key = key;
    }

    RemoteSession2 open() throws IOException {
        PinnedHostKeys hostKeys = new PinnedHostKeys(key.hostKeys(), url);
        List<KeyPair> identities = identities();
        @Nullable IOException failure = null;
        for (InetAddress address : connections.allowed(url.host())) {
            try (PinnedSessionFactory factory = new PinnedSessionFactory(hostKeys, identities)) {
                return factory.getSession(target(address), null, FS.DETECTED, connections.connectMillis());
            } catch (IOException e) {
                failure = e;
                if (hostKeys.isRefused() || isDenied(e)) {
                    break;
                }
            }
        }
        throw explain(hostKeys, failure);
    }

    private URIish target(InetAddress address) {
        String user = url.user();
        return new URIish()
                .setScheme("ssh")
                .setUser(user == null ? DEFAULT_USER : user)
                .setHost(address.getHostAddress())
                .setPort(url.port())
                .setPath("/");
    }

    private List<KeyPair> identities() throws WireException {
        List<KeyPair> pairs = new ArrayList<>();
        try (ByteArrayInputStream text =
                new ByteArrayInputStream(key.privateKey().getBytes(StandardCharsets.UTF_8))) {
            Iterable<KeyPair> found = SecurityUtils.loadKeyPairIdentities(
                    null, NamedResource.ofName("the mirror's key"), text, FilePasswordProvider.EMPTY);
            if (found != null) {
                found.forEach(pairs::add);
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // The exception could repeat a part of the key.
        }
        if (pairs.isEmpty()) {
            throw new WireException(
                    Outcome.UNAUTHORIZED,
                    "The mirror's SSH key can't be read. Give an ECDSA or RSA key in OpenSSH or PEM format, without"
                            + " passphrase; Ed25519 keys need the library Bouncy Castle on the class path.");
        }
        return pairs;
    }

    private static boolean isDenied(@Nullable Throwable failure) {
        for (Throwable next = failure; next != null; next = next.getCause()) {
            if (next instanceof SshException ssh
                    && ssh.getDisconnectCode() == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE) {
                return true;
            }
        }
        return false;
    }

    private WireException explain(PinnedHostKeys hostKeys, @Nullable IOException failure) {
        if (hostKeys.isRefused()) {
            return new WireException(
                    Outcome.UNTRUSTED,
                    "The remote at " + url.host()
                            + " has another host key than the mirror expects. If the server got a new"
                            + " key, give the mirror the new line of known_hosts; otherwise another server answers in its place.",
                    List.of(),
                    failure);
        }
        if (isDenied(failure)) {
            return new WireException(
                    Outcome.UNAUTHORIZED,
                    "The remote at " + url.host()
                            + " refuses the SSH key. Add the public key there, and check the user in" + " the URL.",
                    List.of(),
                    failure);
        }
        return Connections.unreachable(url.host(), url.port(), failure);
    }
}
