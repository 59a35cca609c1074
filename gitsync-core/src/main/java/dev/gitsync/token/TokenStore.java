package dev.gitsync.token;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where tokens are kept, by the hash of their secret; a copy of the storage is of no use for signing in. Safe for use by
 * several threads; every call throws {@link dev.gitsync.error.StoreException} when the storage can't be reached. Instants
 * are kept to the millisecond at least.
 */
public interface TokenStore {
    /**
     * Keeps a new token.
     *
     * @param hash 64 hexadecimal digits, unlike those of any other token
     */
    void add(AccessToken token, String hash);

    /** The token with this hash, expired or not. */
    Optional<AccessToken> find(String hash);

    /** All tokens of a user, the newest first. */
    List<AccessToken> ofUser(String user);

    /** Forgets a token if it is of this user; answers whether there was one. */
    boolean remove(String user, String id);

    /** Notes that somebody signed in with a token; does nothing if it is not there any more. */
    void used(String id, Instant when);
}
