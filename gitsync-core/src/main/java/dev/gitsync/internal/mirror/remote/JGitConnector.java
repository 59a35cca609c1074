package dev.gitsync.internal.mirror.remote;

import dev.gitsync.error.OperatorNeededException;
import dev.gitsync.internal.mirror.FetchLimits;
import dev.gitsync.internal.mirror.RemoteConnector;
import dev.gitsync.internal.mirror.RemoteException;
import dev.gitsync.internal.mirror.RemoteRepository;
import dev.gitsync.internal.mirror.remote.http.HttpWire;
import dev.gitsync.internal.mirror.remote.wire.AddressPolicy;
import dev.gitsync.internal.mirror.remote.wire.ConnectionLimits;
import dev.gitsync.internal.mirror.remote.wire.Connections;
import dev.gitsync.internal.mirror.remote.wire.Watchdog;
import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.mirror.MirrorSecrets;
import dev.gitsync.mirror.RemoteCredentials;
import dev.gitsync.mirror.RemoteCredentials.UserPassword;
import dev.gitsync.settings.GitSyncSettings;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Connects to remotes over HTTP and SSH. Safe for use by several threads. */
public final class JGitConnector implements RemoteConnector {
    private final MirrorSecrets secrets;
    private final GitSyncSettings settings;
    private final SSLContext tls;
    private final AddressPolicy policy;
    private final Watchdog watchdog = new Watchdog();

    /** Creates a connector that takes credentials from {@code secrets}, and trusts the certificates that the JVM trusts. */
    public JGitConnector(MirrorSecrets secrets, GitSyncSettings settings) {
        this(secrets, settings, trustedByJvm());
    }

    /** Creates a connector that trusts the certificates that {@code tls} trusts. */
    JGitConnector(MirrorSecrets secrets, GitSyncSettings settings, SSLContext tls) {
        this.secrets = secrets;
        this.settings = settings;
        this.tls = tls;
        this.policy = new AddressPolicy(settings.mirror().allowedAddresses());
    }

    private static SSLContext trustedByJvm() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("The trusted certificates of the JVM can't be read", e);
        }
    }

    @Override
    public RemoteRepository connect(Mirror mirror) throws RemoteException {
        Optional<RemoteCredentials> credentials = credentials(mirror);
        String host = mirror.url().host();
        RemoteFailures failures = new RemoteFailures(host, credentials);
        Connections connections = new Connections(policy, ConnectionLimits.of(settings.mirror()), watchdog, tls);
        if (mirror.url().scheme().equals("ssh")) {
            throw new RemoteException(Outcome.FAILED, "SSH is not available.", List.of(), null);
        }
        if (credentials.isPresent() && !(credentials.get() instanceof UserPassword)) {
            throw new RemoteException(
                    Outcome.UNAUTHORIZED,
                    "The mirror's credentials are an SSH key, but its URL begins with "
                            + mirror.url().scheme() + "://. Use a user name and password, or an ssh:// URL.",
                    List.of(),
                    null);
        }
        HttpWire wire = new HttpWire(connections, mirror.url(), credentials.map(UserPassword.class::cast));
        return new JGitRemote(wire, host, FetchLimits.of(mirror, settings.push()), failures);
    }

    private Optional<RemoteCredentials> credentials(Mirror mirror) throws RemoteException {
        Optional<String> reference = mirror.options().credentials();
        if (reference.isEmpty()) {
            return Optional.empty();
        }
        Optional<RemoteCredentials> found = read(mirror);
        if (found.isEmpty()) {
            throw new RemoteException(
                    Outcome.UNAUTHORIZED,
                    "The mirror's credentials " + reference.get()
                            + " were not found. Set them, or change the reference in the mirror.",
                    List.of(),
                    null);
        }
        return found;
    }

    private Optional<RemoteCredentials> read(Mirror mirror) throws RemoteException {
        try {
            return secrets.credentials(mirror);
        } catch (OperatorNeededException e) {
            throw new RemoteException(Outcome.UNAUTHORIZED, String.valueOf(e.getMessage()), List.of(), e);
        }
    }
}
