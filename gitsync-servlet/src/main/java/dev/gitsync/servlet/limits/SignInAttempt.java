package dev.gitsync.servlet.limits;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a {@link SignInLimiter} said to an attempt to sign in. Close it when the credentials are checked. */
public sealed interface SignInAttempt extends AutoCloseable permits ReservedAttempt, SignInAttempt.Turned {
    /**
     * Answers with the function for what this is.
     *
     * @param onReserved the credentials may be checked
     * @param onBlocked there were too many failed attempts; the duration is how long to wait
     * @param onCrowded the credentials can't be checked in time: too many of this client wait already, or no check finishes, as when
     *     the database of the accounts is silent; the client may try again
     */
    <T> T match(Function<ReservedAttempt, T> onReserved, Function<Duration, T> onBlocked, Supplier<T> onCrowded);

    @Override
    void close();

    /**
     * The credentials must not be checked.
     *
     * @param delay how long until another attempt may be made; zero when there was only no turn in time
     */
    record Turned(Duration delay) implements SignInAttempt {
        @Override
        public <T> T match(
                Function<ReservedAttempt, T> onReserved, Function<Duration, T> onBlocked, Supplier<T> onCrowded) {
            return delay.isZero() ? onCrowded.get() : onBlocked.apply(delay);
        }

        /** Does nothing. */
        @Override
        public void close() {}
    }
}
