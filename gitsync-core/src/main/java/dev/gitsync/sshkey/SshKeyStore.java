package dev.gitsync.sshkey;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Stores the public keys of users. Implementations are safe for use by several threads. Every method throws {@link
 * dev.gitsync.error.StoreException} when the storage can't be reached. Instants are stored with at least millisecond precision.
 */
public interface SshKeyStore {
    /** Stores a new key. Returns false, and stores nothing, if a user has this key already, whichever user that is. */
    boolean add(SshKey key);

    /** Returns the key with this {@linkplain SshPublicKey#fingerprint() fingerprint}. */
    Optional<SshKey> find(String fingerprint);

    /** Returns all keys of a user, newest first. */
    List<SshKey> ofUser(String user);

    /** Removes a key if it belongs to this user. Returns whether it was removed. */
    boolean remove(String user, String id);

    /** Records the time of a sign-in with a key. Does nothing if the key no longer exists. */
    void used(String id, Instant when);
}
