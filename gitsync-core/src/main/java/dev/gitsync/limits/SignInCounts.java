package dev.gitsync.limits;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The counts of a {@link SignInLimiter}. The default counts in this process. An embedder with several replicas can keep the counts in shared
 * storage, so that an attacker has no more attempts than with one replica. Keys contain addresses, account names of at most 160 characters and
 * hashes of tokens, but no secrets. Implementations must be safe for use by several threads.
 *
 * <p>In a class cycle with {@code InProcessSignInCounts}: the interface offers its default.
 */
public interface SignInCounts {
    /**
     * Reserves an attempt in one atomic step, so that concurrent attempts can't pass a limit together. Adds one to each count if all are below their
     * limits and returns empty; otherwise adds nothing and returns the time until all are below their limits. A count restarts {@code window}
     * after its first attempt.
     */
    Optional<Duration> reserve(List<Limit> limits, Duration window);

    /** Subtracts one from each count, for a reserved attempt that did not fail. Ignores keys without a count. */
    void release(List<String> keys);

    /** Removes a count. */
    void clear(String key);

    /** Records a successful sign-in under this key. May discard keys that were not used for a long time. */
    void remember(String key);

    /** Returns whether {@link #remember} was called with this key. */
    boolean isKnown(String key);

    /**
     * A count and its limit.
     *
     * @param key the key of the count, at most 160 characters
     * @param max the maximum number of attempts in a window
     */
    record Limit(String key, int max) {}

    /**
     * Returns counts in this process, for up to 100,000 keys; beyond that, the least recently used key is discarded.
     */
    static SignInCounts inProcess() {
        return new InProcessSignInCounts(System::nanoTime);
    }
}
