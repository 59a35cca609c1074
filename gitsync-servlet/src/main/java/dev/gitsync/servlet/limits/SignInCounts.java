package dev.gitsync.servlet.limits;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where a {@link SignInLimiter} counts. Counts in this process by default; an embedder with several replicas can keep the counts
 * in what they share, so that an attacker has no more attempts than with one. Keys hold addresses, account names cut to 160
 * characters and hashes of tokens, and no secrets. Safe for use by several threads.
 */
public interface SignInCounts {
    /**
     * Reserves an attempt: adds one to each count, unless one of them has reached its limit; then adds nothing and answers how long
     * it takes until all are below their limits. Both in one atomic step, so that attempts at the same time can't pass a limit
     * together. A count begins anew {@code window} after its first attempt.
     */
    Optional<Duration> reserve(List<Limit> limits, Duration window);

    /** Takes one off each count, for an attempt that was reserved and did not fail. Keys without a count are left alone. */
    void release(List<String> keys);

    /** Sets a count to nothing. */
    void clear(String key);

    /** Remembers that somebody signed in successfully under this key. May forget what was not used for long. */
    void remember(String key);

    /** Whether {@link #remember} was called with this key. */
    boolean isKnown(String key);

    /**
     * A count and its limit.
     *
     * @param key what is counted, at most 160 characters
     * @param max attempts in a window
     */
    record Limit(String key, int max) {}

    /** Counts in this process, up to 100,000 keys; beyond that the one that was used least recently is forgotten. */
    static SignInCounts inProcess() {
        return new InProcessSignInCounts(System::nanoTime);
    }
}
