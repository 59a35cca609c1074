package dev.gitsync.internal.server.concurrency;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A permit for a processor that its holder releases while it waits for a client. So many waiting requests take nothing from others, and many
 * computing requests take no more than the limit of their user. Closing it releases it for good. For one thread.
 */
public final class PausablePermit implements AutoCloseable {
    private final ConcurrencyLimiter limiter;
    private final LimitKey key;
    private @Nullable Permit permit;
    private State state = State.IN_USE;

    private enum State {
        IN_USE,
        /** No processor was free in time. The holder must stop. */
        TIMED_OUT,
        CLOSED
    }

    private PausablePermit(ConcurrencyLimiter limiter, LimitKey key, Permit permit) {
        this.limiter = limiter;
        this.key = key;
        this.permit = permit;
    }

    /** Acquires a permit from {@code limiter}, waiting for it if necessary. Returns empty if there was none in time. */
    public static Optional<PausablePermit> acquire(ConcurrencyLimiter limiter, LimitKey key) {
        return limiter.acquire(key).map(permit -> new PausablePermit(limiter, key, permit));
    }

    /** Releases the permit while the holder waits for a client. */
    public void pause() {
        Permit held = permit;
        permit = null;
        if (held != null) {
            held.close();
        }
    }

    /**
     * Acquires the permit again, waiting for it if necessary. Does nothing if this is closed.
     *
     * @throws PermitTimeoutException if there was none in time, and on every later call
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

    /** No processor was free in time. A later attempt may find one. */
    public static final class PermitTimeoutException extends IOException {
        private static final long serialVersionUID = 1L;

        PermitTimeoutException() {
            super("no processor was free in time");
        }
    }
}
