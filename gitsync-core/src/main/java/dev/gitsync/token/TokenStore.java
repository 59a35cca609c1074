package dev.gitsync.token;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Stores tokens by the hash of their secret, so that a copy of the storage can't be used to sign in. Implementations are safe
 * for use by several threads. Every method throws {@link dev.gitsync.error.StoreException} when the storage can't be reached.
 * Instants are stored with at least millisecond precision.
 */
public interface TokenStore {
    /**
     * Stores a new token.
     *
     * @param hash the hash of the secret, 64 hexadecimal digits, unique among all tokens
     */
    void add(AccessToken token, String hash);

    /** Returns the token with this hash, expired or not. */
    Optional<AccessToken> find(String hash);

    /** Returns all tokens of a user, expired or not, newest first. */
    List<AccessToken> ofUser(String user);

    /** Removes a token if it belongs to this user. Returns whether it was removed. */
    boolean remove(String user, String id);

    /** Records the time of a sign-in with a token. Does nothing if the token no longer exists. */
    void used(String id, Instant when);
}
