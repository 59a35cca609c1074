package dev.gitsync.servlet.internal.concurrency;

import java.io.IOException;
import java.io.InterruptedIOException;
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
     * Takes it again.
     *
     * @throws IOException when there was none in time
     */
    public void resume() throws IOException {
        if (permit == null) {
            permit = limiter.acquire(tenant)
                    .orElseThrow(() -> new InterruptedIOException("no processor was free in time to go on"));
        }
    }

    @Override
    public void close() {
        pause();
    }
}
