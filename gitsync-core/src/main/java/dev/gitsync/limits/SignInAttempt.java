package dev.gitsync.limits;

import dev.gitsync.internal.server.concurrency.Permit;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An attempt to sign in that a {@link SignInLimiter} allows or rejects. Close it after the credentials were checked.
 */
public sealed interface SignInAttempt extends AutoCloseable {
    /** Calls the method of {@code visitor} for this case, and returns its result. */
    <T> T accept(Visitor<T> visitor);

    @Override
    void close();

    /**
     * The credentials may be checked. The attempt counts as failed from now on, so that concurrent attempts can't pass a limit. Call
     * {@link #failed} or one of the {@code succeeded} methods once; without a call, for example after an exception, the attempt does not
     * count. For one thread.
     */
    final class Reserved implements SignInAttempt {
        private final Recorder recorder;
        private final String address;
        private final Reservation reservation;
        private final Permit permit;
        private boolean isDecided;

        /**
         * The counts that include the attempt.
         *
         * @param keys the keys of the counts
         * @param token the name under which a token is counted, or null for other credentials
         */
        record Reservation(List<String> keys, @Nullable AccountName token) {}

        /** Records how attempts end. */
        interface Recorder {
            /** Records that a check of credentials has finished. */
            void recordDecision();

            /** Subtracts an attempt that did not fail from the counts with these keys. */
            void release(List<String> keys);

            /** Records a success for the name that was given, not for other names that are counted with it. */
            void recordSuccess(String address, AccountName account);
        }

        Reserved(Recorder recorder, String address, Reservation reservation, Permit permit) {
            this.recorder = recorder;
            this.address = address;
            this.reservation = reservation;
            this.permit = permit;
        }

        /** Records that the credentials were invalid. */
        public void failed() {
            isDecided = true;
            recorder.recordDecision();
        }

        /** Records that credentials other than a password were valid. The attempt no longer counts; only failures of the token are cleared. */
        public void succeeded() {
            recorder.recordDecision();
            release();
            AccountName token = reservation.token();
            if (token != null) {
                recorder.recordSuccess(address, token);
            }
        }

        private void release() {
            isDecided = true;
            recorder.release(reservation.keys());
        }

        /**
         * Records that the password of an account was valid. Its failures from this address are cleared, and attempts on it from other
         * addresses no longer block this address.
         *
         * @param account the name whose password was checked, not a name that the client claimed without proof
         */
        public void succeeded(String account) {
            recorder.recordDecision();
            release();
            recorder.recordSuccess(address, AccountName.of(account));
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitReserved(this);
        }

        /** Ends the attempt and lets the next one begin. */
        @Override
        public void close() {
            permit.close();
            if (!isDecided) {
                release();
            }
        }
    }

    /**
     * The credentials must not be checked, because too many attempts failed.
     *
     * @param delay the time until the next attempt is allowed
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
     * The credentials can't be checked in time: too many attempts of this client are waiting, or no check finishes, for example because the
     * database of the accounts does not respond. The client may try again.
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
     * @param <T> the type of the visitor's results
     */
    interface Visitor<T> {
        /** Handles {@link Reserved}. */
        T visitReserved(Reserved reserved);

        /** Handles {@link Blocked}. */
        T visitBlocked(Blocked blocked);

        /** Handles {@link Crowded}. */
        T visitCrowded(Crowded crowded);
    }
}
