package dev.gitsync.internal.mirror.remote;

import dev.gitsync.error.OperatorNeededException;
import dev.gitsync.internal.mirror.FetchLimits;
import dev.gitsync.internal.mirror.RemoteConnector;
import dev.gitsync.internal.mirror.RemoteException;
import dev.gitsync.internal.mirror.RemoteRepository;
import dev.gitsync.internal.mirror.remote.http.HttpWire;
import dev.gitsync.internal.mirror.remote.ssh.SshWire;
import dev.gitsync.internal.mirror.remote.wire.AddressPolicy;
import dev.gitsync.internal.mirror.remote.wire.ConnectionLimits;
import dev.gitsync.internal.mirror.remote.wire.Connections;
import dev.gitsync.internal.mirror.remote.wire.Watchdog;
import dev.gitsync.internal.mirror.remote.wire.Wire;
import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.mirror.MirrorSecrets;
import dev.gitsync.mirror.RemoteCredentials;
import dev.gitsync.mirror.RemoteCredentials.SshKey;
import dev.gitsync.mirror.RemoteCredentials.UserPassword;
import dev.gitsync.settings.GitSyncSettings;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import javax.net.ssl.SSLContext;

/** Connects to remotes over HTTP and SSH. Safe for use by several threads. */
public final class JGitConnector implements RemoteConnector {
    private final MirrorSecrets secrets;
    private final GitSyncSettings settings;
    private final SSLContext tls;
    private final AddressPolicy policy;
    private final Watchdog watchdog = new Watchdog();
    /** Of the packs that are received at the same time, each takes memory and a processor, as those of pushes do. */
    private final Semaphore fetches;

    private final TooLargeFetches tooLarge = new TooLargeFetches(System::nanoTime);

    /** Creates a connector that takes credentials from {@code secrets}, and trusts the certificates that the JVM trusts. */
    public JGitConnector(MirrorSecrets secrets, GitSyncSettings settings) {
        this(secrets, settings, trustedByJvm());
    }

    /** Creates a connector that trusts the certificates that {@code tls} trusts. */
    JGitConnector(MirrorSecrets secrets, GitSyncSettings settings, SSLContext tls) {
        this.secrets = secrets;
        this.settings = settings;
        this.tls = tls;
        this.fetches = new Semaphore(settings.schedule().parallelism());
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
        Connections connections = new Connections(policy, ConnectionLimits.of(settings.mirror()), watchdog, tls);
        Wire wire = mirror.url().scheme().equals("ssh")
                ? ssh(connections, mirror, credentials)
                : http(connections, mirror, credentials);
        return new JGitRemote(
                wire,
                mirror,
                new JGitRemote.FetchRules(FetchLimits.of(mirror, settings.push()), fetches, tooLarge),
                new RemoteFailures(mirror.url().host(), credentials));
    }

    @Override
    public void forgetFailures(Mirror mirror) {
        tooLarge.forget(mirror);
    }

    private static Wire http(Connections connections, Mirror mirror, Optional<RemoteCredentials> credentials)
            throws RemoteException {
        if (credentials.isPresent() && !(credentials.get() instanceof UserPassword)) {
            throw refused(
                    Outcome.UNAUTHORIZED,
                    "The mirror's credentials are an SSH key, but its URL begins with "
                            + mirror.url().scheme() + "://. Use a user name and password, or an ssh:// URL.");
        }
        return new HttpWire(connections, mirror.url(), credentials.map(UserPassword.class::cast));
    }

    private static Wire ssh(Connections connections, Mirror mirror, Optional<RemoteCredentials> credentials)
            throws RemoteException {
        if (!SshWire.isAvailable()) {
            throw refused(
                    Outcome.FAILED,
                    "Remotes over SSH need the library org.eclipse.jgit.ssh.apache, which is not on the class path of this"
                            + " server. Add it, or use an https:// URL.");
        }
        if (credentials.isEmpty() || !(credentials.get() instanceof SshKey key)) {
            throw refused(
                    Outcome.UNAUTHORIZED,
                    "The mirror's URL begins with ssh://, but its credentials are not an SSH key with host keys. Give the"
                            + " mirror such a key, or use an https:// URL.");
        }
        return new SshWire(connections, mirror.url(), key);
    }

    private static RemoteException refused(Outcome outcome, String sentence) {
        return new RemoteException(outcome, sentence, List.of(), null);
    }

    private Optional<RemoteCredentials> credentials(Mirror mirror) throws RemoteException {
        Optional<String> reference = mirror.options().credentials();
        if (reference.isEmpty()) {
            return Optional.empty();
        }
        Optional<RemoteCredentials> found = resolve(mirror);
        if (found.isEmpty()) {
            throw refused(
                    Outcome.UNAUTHORIZED,
                    "The mirror's credentials " + reference.get()
                            + " were not found. Set them, or change the reference in the mirror.");
        }
        return found;
    }

    private Optional<RemoteCredentials> resolve(Mirror mirror) throws RemoteException {
        try {
            return secrets.credentials(mirror);
        } catch (OperatorNeededException e) {
            throw new RemoteException(Outcome.UNAUTHORIZED, String.valueOf(e.getMessage()), List.of(), e);
        }
    }
}
