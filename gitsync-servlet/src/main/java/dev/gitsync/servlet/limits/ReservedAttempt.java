package dev.gitsync.servlet.limits;

import dev.gitsync.servlet.internal.concurrency.Permit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that counts as failed from the moment it was reserved, so that a burst of them passes no limit. Call {@link #failed}
 * or one of the {@code succeeded} methods once; without either, as after an exception, it counts as none. For one thread.
 */
public final class ReservedAttempt implements SignInAttempt {
    private final SignInLimiter limiter;
    private final String address;
    private final Reservation reservation;
    private final Permit permit;
    private boolean isDecided;

    /**
     * What was reserved.
     *
     * @param keys what counts the attempt
     * @param token the name under which a token is counted, or null where there is none
     */
    record Reservation(List<String> keys, @Nullable AccountName token) {}

    ReservedAttempt(SignInLimiter limiter, String address, Reservation reservation, Permit permit) {
        this.limiter = limiter;
        this.address = address;
        this.reservation = reservation;
        this.permit = permit;
    }

    /** The credentials were wrong. */
    public void failed() {
        isDecided = true;
        limiter.recordDecision();
    }

    /** The credentials were good, but no password: the attempt counts as none, and clears no failures but those of the token. */
    public void succeeded() {
        limiter.recordDecision();
        release();
        AccountName token = reservation.token();
        if (token != null) {
            limiter.recordSuccess(address, token);
        }
    }

    private void release() {
        isDecided = true;
        limiter.counts().release(reservation.keys());
    }

    /**
     * The password of an account was right: its failures from this address are forgotten, and attempts on it from elsewhere
     * don't stop this address any more.
     *
     * @param account the name whose password was checked, not one that was merely claimed
     */
    public void succeeded(String account) {
        limiter.recordDecision();
        release();
        limiter.recordSuccess(address, AccountName.of(account));
    }

    @Override
    public <T> T accept(Visitor<T> visitor) {
        return visitor.visitReserved(this);
    }

    /** Ends the attempt. */
    @Override
    public void close() {
        permit.close();
        if (!isDecided) {
            release();
        }
    }
}
