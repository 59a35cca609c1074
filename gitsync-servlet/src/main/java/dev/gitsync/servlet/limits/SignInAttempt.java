package dev.gitsync.servlet.limits;

import java.time.Duration;

/** What a {@link SignInLimiter} said to an attempt to sign in. Close it when the credentials are checked. */
public sealed interface SignInAttempt extends AutoCloseable
        permits ReservedAttempt, SignInAttempt.Blocked, SignInAttempt.Crowded {
    /** Calls the method of {@code visitor} for the case that this is, and returns what it returns. */
    <T> T accept(Visitor<T> visitor);

    @Override
    void close();

    /**
     * The credentials must not be checked: there were too many failed attempts.
     *
     * @param delay how long until another attempt may be made
     */
    record Blocked(Duration delay) implements SignInAttempt {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitBlocked(this);
        }

        /** Does nothing. */
        @Override
        public void close() {}
    }

    /**
     * The credentials can't be checked in time: too many of this client wait already, or no check finishes, as when the database of
     * the accounts is silent. The client may try again.
     */
    record Crowded() implements SignInAttempt {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitCrowded(this);
        }

        /** Does nothing. */
        @Override
        public void close() {}
    }

    /**
     * Handles each case of {@link SignInAttempt}. A later version that adds a case adds a {@code default} method for it, which
     * forwards to the nearest existing case, so that callers continue to compile and run.
     *
     * @param <T> what the visitor returns
     */
    interface Visitor<T> {
        /** Handles a {@link ReservedAttempt}: the credentials may be checked. */
        T visitReserved(ReservedAttempt reserved);

        /** Handles {@link Blocked}. */
        T visitBlocked(Blocked blocked);

        /** Handles {@link Crowded}. */
        T visitCrowded(Crowded crowded);
    }
}
