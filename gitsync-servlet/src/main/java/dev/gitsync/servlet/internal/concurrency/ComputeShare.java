package dev.gitsync.servlet.internal.concurrency;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Leave to compute, which is given back whenever its holder waits for a client: many who wait take nothing from others, and
 * many who compute take no more than the share of their user. Closing it gives it back for good. For one thread.
 */
public final class ComputeShare implements AutoCloseable {
    private final ConcurrencyLimiter limiter;
    private final Tenant tenant;
    private @Nullable Permit permit;
    private State state = State.IN_USE;

    private enum State {
        IN_USE,
        /** There was no processor in time; its holder has to end. */
        GIVEN_UP,
        CLOSED
    }

    private ComputeShare(ConcurrencyLimiter limiter, Tenant tenant, Permit permit) {
        this.limiter = limiter;
        this.tenant = tenant;
        this.permit = permit;
    }

    /** Takes leave from {@code limiter}, after a wait if that is needed; empty when there was none in time. */
    public static Optional<ComputeShare> of(ConcurrencyLimiter limiter, Tenant tenant) {
        return limiter.acquire(tenant).map(permit -> new ComputeShare(limiter, tenant, permit));
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
     * @throws NoShareException when there was none in time; from then on at once
     */
    public void resume() throws NoShareException {
        if (permit == null && state == State.IN_USE) {
            permit = limiter.acquire(tenant).orElse(null);
            state = permit == null ? State.GIVEN_UP : State.IN_USE;
        }
        if (state == State.GIVEN_UP) {
            throw new NoShareException();
        }
    }

    @Override
    public void close() {
        state = State.CLOSED;
        pause();
    }

    /** No processor was free in time to go on; a later attempt may find one. */
    public static final class NoShareException extends IOException {
        private static final long serialVersionUID = 1L;

        NoShareException() {
            super("No processor was free in time to go on");
        }
    }
}
