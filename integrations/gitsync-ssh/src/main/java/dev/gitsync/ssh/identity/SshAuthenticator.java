package dev.gitsync.ssh.identity;

import dev.gitsync.sshkey.SshPublicKey;
import java.util.Optional;

/** Finds the user who signs in with a public key. Implementations must be safe for use by several threads. */
@FunctionalInterface
public interface SshAuthenticator {
    /**
     * Returns the user to whom {@code key} belongs, or empty if it is unknown or the user may not sign in. The server asks before the client
     * has proved that it has the private key, so don't record a sign-in here; see {@link SshIdentity#signedIn()}. The name that the client sends
     * is not known here: the key alone tells who signs in.
     *
     * @throws dev.gitsync.error.StoreException if the keys are unavailable; the client can try again
     */
    Optional<SshIdentity> authenticate(SshPublicKey key);
}
