package dev.gitsync.ssh.internal.server;

import dev.gitsync.error.StoreException;
import dev.gitsync.internal.server.AuditRecorder;
import dev.gitsync.limits.SignInAttempt;
import dev.gitsync.limits.SignInLimiter;
import dev.gitsync.ssh.identity.SshAuthenticator;
import dev.gitsync.ssh.identity.SshIdentity;
import dev.gitsync.ssh.internal.key.KeyBlobs;
import dev.gitsync.sshkey.SshPublicKey;
import java.security.PublicKey;
import java.util.Optional;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.server.auth.pubkey.PublickeyAuthenticator;
import org.apache.sshd.server.session.ServerSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs users in with public keys. A client offers its keys one after another, so an unknown key is no failed sign-in yet: a connection that offered
 * keys and ended without a sign-in is one, counted by address and first key. Safe for use by several threads.
 */
final class KeySignIn implements PublickeyAuthenticator, SessionListener {
    private static final Logger log = LoggerFactory.getLogger(KeySignIn.class);
    private static final AttributeKey<SignedIn> SIGNED_IN = new AttributeKey<>();
    private static final AttributeKey<SshPublicKey> FIRST_UNKNOWN = new AttributeKey<>();

    private final SshAuthenticator authenticator;
    private final SignInLimiter limiter;
    private final AuditRecorder audit;

    /**
     * The user of a connection.
     *
     * @param identity the user
     * @param fingerprint the fingerprint of the key
     */
    record SignedIn(SshIdentity identity, String fingerprint) {}

    KeySignIn(SshAuthenticator authenticator, SignInLimiter limiter, AuditRecorder audit) {
        this.authenticator = authenticator;
        this.limiter = limiter;
        this.audit = audit;
    }

    /** Returns the user of an authenticated connection. */
    static SignedIn of(ServerSession session) {
        return session.getAttribute(SIGNED_IN);
    }

    /** Finds the user of a key. The client still has to prove that it has the private key, and asks once more with the proof. */
    @Override
    public boolean authenticate(String ignored, PublicKey offered, ServerSession session) {
        Optional<SshPublicKey> key = KeyBlobs.of(offered);
        if (key.isEmpty()) {
            return false;
        }
        String fingerprint = key.get().fingerprint();
        if (isBlocked(session, fingerprint)) {
            return false;
        }
        Optional<SshIdentity> found = find(key.get());
        if (found.isPresent()) {
            session.setAttribute(SIGNED_IN, new SignedIn(found.get(), fingerprint));
        } else if (session.getAttribute(FIRST_UNKNOWN) == null) {
            session.setAttribute(FIRST_UNKNOWN, key.get());
        }
        return found.isPresent();
    }

    private Optional<SshIdentity> find(SshPublicKey key) {
        try {
            return authenticator.authenticate(key);
        } catch (StoreException e) {
            log.warn("Could not check a key", e);
            return Optional.empty();
        }
    }

    private boolean isBlocked(ServerSession session, String fingerprint) {
        String address = Addresses.of(session);
        try (SignInAttempt attempt = limiter.beginWithToken(address, fingerprint)) {
            if (attempt instanceof SignInAttempt.Blocked) {
                audit.signInBlocked(address);
            }
            return !(attempt instanceof SignInAttempt.Reserved);
        }
    }

    @Override
    public void sessionEvent(Session session, Event event) {
        if (event == Event.Authenticated && session instanceof ServerSession server) {
            SignedIn user = of(server);
            decide(server, user.fingerprint(), true);
            user.identity().signedIn().run();
        }
    }

    @Override
    public void sessionClosed(Session session) {
        SshPublicKey unknown = session.getAttribute(FIRST_UNKNOWN);
        if (unknown != null && !session.isAuthenticated() && session instanceof ServerSession server) {
            decide(server, unknown.fingerprint(), false);
            audit.signInFailed(Addresses.of(server));
        }
    }

    private void decide(ServerSession session, String fingerprint, boolean isSuccess) {
        try (SignInAttempt attempt = limiter.beginWithToken(Addresses.of(session), fingerprint)) {
            if (attempt instanceof SignInAttempt.Reserved reserved) {
                if (isSuccess) {
                    reserved.succeeded();
                } else {
                    reserved.failed();
                }
            }
        }
    }
}
