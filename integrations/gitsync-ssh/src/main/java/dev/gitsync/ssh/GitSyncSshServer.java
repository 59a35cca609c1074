package dev.gitsync.ssh;

import dev.gitsync.GitSync;
import dev.gitsync.access.SpaceAccess;
import dev.gitsync.audit.AuditListener;
import dev.gitsync.error.InvalidInputException;
import dev.gitsync.internal.server.AuditRecorder;
import dev.gitsync.internal.server.RequestLimiter;
import dev.gitsync.internal.server.SharedSignInCounts;
import dev.gitsync.limits.ServerLimits;
import dev.gitsync.limits.SignInLimiter;
import dev.gitsync.ssh.identity.SshAuthenticator;
import dev.gitsync.ssh.internal.git.PushService;
import dev.gitsync.ssh.internal.git.ServiceParts;
import dev.gitsync.ssh.internal.key.Ed25519Provider;
import dev.gitsync.ssh.internal.server.SshParts;
import dev.gitsync.ssh.internal.server.Sshd;
import dev.gitsync.ssh.limits.SshLimits;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Serves every space of a {@link GitSync} to git clients over SSH, as {@code ssh://git@<host>:<port>/git/<spaceId>.git}, in the protocol versions 0 to
 * 2. A user signs in with a public key, whatever the name before the {@code @}; there are no passwords.
 *
 * <pre>{@code
 * GitSyncSshServer ssh = GitSyncSshServer.builder()
 *         .gitSync(gitSync)
 *         .authenticator(new StoredKeyAuthenticator(keys, accounts::find))
 *         .access(permissions::of)
 *         .hostKeys(HostKeys.inFolder(Path.of("/var/lib/wiki/ssh")))
 *         .address(new InetSocketAddress(2222))
 *         .build();
 * ssh.start();
 * }</pre>
 *
 * <p>Rights, limits, receipts and audit events are those of HTTP. A client that may not read a space can't find out whether it exists. The server
 * asks for the rights and whether the key is still valid for each command, and again right before a push is committed. It offers no shell, no
 * files, no forwarding, and no Git LFS.
 *
 * <p>Safe for use by several threads. Does not close the {@code GitSync}.
 */
public final class GitSyncSshServer implements AutoCloseable {
    /** The default port. */
    public static final int DEFAULT_PORT = 2222;

    static {
        Ed25519Provider.register();
    }

    private final Sshd sshd;

    private GitSyncSshServer(Builder builder) {
        GitSync gitSync = required("gitSync", builder.gitSync);
        ServiceParts services = new ServiceParts(
                gitSync,
                new RequestLimiter(builder.serverLimits),
                builder.serverLimits,
                new AuditRecorder(builder.auditListener, Clock.systemUTC()));
        SignInLimiter signIns = builder.signInLimiter == null
                ? new SignInLimiter(builder.serverLimits, SharedSignInCounts.of(gitSync))
                : builder.signInLimiter;
        SshParts parts = new SshParts(
                services,
                new PushService(services, builder.spoolFolder),
                required("authenticator", builder.authenticator),
                required("access", builder.access),
                signIns,
                builder.limits,
                Optional.ofNullable(builder.publicUrl));
        sshd = Sshd.of(
                parts, builder.address, required("hostKeys", builder.hostKeys).pairs());
    }

    private static <T> T required(String part, @Nullable T value) {
        if (value == null) {
            throw new InvalidInputException(part + " is missing; GitSyncSshServer requires it");
        }
        return value;
    }

    /** Returns a builder without parts. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Starts to accept connections.
     *
     * @throws IOException if the port is in use, or may not be used
     */
    public void start() throws IOException {
        sshd.start();
    }

    /** Returns the port, also if it was 0 in the settings. */
    public int port() {
        return sshd.getPort();
    }

    /** Returns whether the server accepts connections: after the start and before the end. */
    public boolean isAccepting() {
        return sshd.isAccepting();
    }

    /**
     * Accepts no more connections, waits up to {@link SshLimits#closeWait()} for fetches and pushes that run, and closes all connections. Does
     * nothing the second time.
     */
    @Override
    public void close() throws IOException {
        sshd.stopGracefully();
    }

    /** Builds a {@link GitSyncSshServer}. Not safe for use by several threads. */
    public static final class Builder {
        private @Nullable GitSync gitSync;
        private @Nullable SshAuthenticator authenticator;
        private @Nullable SpaceAccess access;
        private @Nullable HostKeys hostKeys;
        private @Nullable SignInLimiter signInLimiter;
        private @Nullable URI publicUrl;
        private InetSocketAddress address = new InetSocketAddress(DEFAULT_PORT);
        private SshLimits limits = SshLimits.defaults();
        private ServerLimits serverLimits = ServerLimits.defaults();
        private AuditListener auditListener = AuditListener.toLog();
        private Path spoolFolder = Path.of(System.getProperty("java.io.tmpdir"));

        private Builder() {}

        /** Sets the spaces to serve; required. */
        public Builder gitSync(GitSync spaces) {
            gitSync = spaces;
            return this;
        }

        /** Sets who signs in with which key; required. */
        public Builder authenticator(SshAuthenticator keys) {
            authenticator = keys;
            return this;
        }

        /** Sets the permissions of users on spaces; required. Use the same as for HTTP. */
        public Builder access(SpaceAccess spaceAccess) {
            access = spaceAccess;
            return this;
        }

        /** Sets the host keys; required. */
        public Builder hostKeys(HostKeys keys) {
            hostKeys = keys;
            return this;
        }

        /** Sets address and port; port 0 takes a free one. The default is {@link #DEFAULT_PORT} at all addresses. */
        public Builder address(InetSocketAddress bind) {
            if (bind.isUnresolved()) {
                throw new InvalidInputException("The host to bind is unknown: " + bind.getHostString());
            }
            address = bind;
            return this;
        }

        /** Sets the limits of connections. */
        public Builder limits(SshLimits connections) {
            limits = connections;
            return this;
        }

        /** Sets the limits of fetches and pushes. They count for SSH alone: HTTP has as many of its own. */
        public Builder serverLimits(ServerLimits requests) {
            serverLimits = requests;
            return this;
        }

        /**
         * Sets the limiter for failed sign-ins. By default, the counts are those of the servlets of the same {@code GitSync}, unless these have a
         * limiter of their own.
         */
        public Builder signInLimiter(SignInLimiter limiter) {
            signInLimiter = limiter;
            return this;
        }

        /** Sets the audit listener. The default writes to the log. */
        public Builder auditListener(AuditListener listener) {
            auditListener = listener;
            return this;
        }

        /** Sets the address of the server as clients see it, such as {@code ssh://git@wiki.example.org:2222}, for the greeting. */
        public Builder publicUrl(URI url) {
            if (!"ssh".equals(url.getScheme()) || url.getHost() == null) {
                throw new InvalidInputException("publicUrl must be a URL such as ssh://git@wiki.example.org:2222");
            }
            publicUrl = url;
            return this;
        }

        /** Sets the folder for pushes while they are received, as in the servlet. The default is {@code java.io.tmpdir}. */
        public Builder spoolFolder(Path folder) {
            spoolFolder = folder;
            return this;
        }

        /**
         * Returns the server, which is not started.
         *
         * @throws InvalidInputException if a required part is missing
         */
        public GitSyncSshServer build() {
            return new GitSyncSshServer(this);
        }
    }
}
