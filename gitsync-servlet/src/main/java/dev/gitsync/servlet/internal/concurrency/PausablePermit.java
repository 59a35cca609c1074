package dev.gitsync.servlet.internal.concurrency;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Leave to compute, which is given back whenever its holder waits for a client: many who wait take nothing from others, and
 * many who compute take no more than the share of their user. Closing it gives it back for good. For one thread.
 */
public final class PausablePermit implements AutoCloseable {
    private final ConcurrencyLimiter limiter;
    private final LimitKey key;
    private @Nullable Permit permit;
    private State state = State.IN_USE;

    private enum State {
        IN_USE,
        /** There was no processor in time; its holder has to end. */
        TIMED_OUT,
        CLOSED
    }

    private PausablePermit(ConcurrencyLimiter limiter, LimitKey key, Permit permit) {
        this.limiter = limiter;
        this.key = key;
        this.permit = permit;
    }

    /** Takes leave from {@code limiter}, after a wait if that is needed; empty when there was none in time. */
    public static Optional<PausablePermit> acquire(ConcurrencyLimiter limiter, LimitKey key) {
        return limiter.acquire(key).map(permit -> new PausablePermit(limiter, key, permit));
    }

    /** Gives it back, to wait for a client. */
    public void pause() {
        Permit held = permit;
        permit = null;
        if (held != null) {
            held.close();
        }
    }

    /**
     * Takes it again, after a wait if that is needed; does nothing when it is closed.
     *
     * @throws PermitTimeoutException when there was none in time; from then on at once
     */
    public void resume() throws PermitTimeoutException {
        if (permit == null && state == State.IN_USE) {
            permit = limiter.acquire(key).orElse(null);
            state = permit == null ? State.TIMED_OUT : State.IN_USE;
        }
        if (state == State.TIMED_OUT) {
            throw new PermitTimeoutException();
        }
    }

    @Override
    public void close() {
        state = State.CLOSED;
        pause();
    }

    /** No processor was free in time to go on; a later attempt may find one. */
    public static final class PermitTimeoutException extends IOException {
        private static final long serialVersionUID = 1L;

        PermitTimeoutException() {
            super("No processor was free in time to go on");
        }
    }
}
