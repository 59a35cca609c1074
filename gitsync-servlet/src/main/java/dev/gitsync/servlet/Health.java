package dev.gitsync.servlet;

import dev.gitsync.GitSync;
import dev.gitsync.model.SpaceId;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the wiki can say which spaces it has. It is asked at most once a second, since anyone may request this, and by one thread at a
 * time: the others get the last answer, or "down" once the wiki has kept that thread waiting for {@link #PATIENCE}. So a wiki that stands
 * still holds one thread of the container. Safe for use by several threads.
 */
final class Health {
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Logger log = LoggerFactory.getLogger(Health.class);
    private static final long GOOD_FOR_NANOS = Duration.ofSeconds(1).toNanos();
    private static final SpaceId ANY = new SpaceId("health");

    private final GitSync gitSync;
    private final LongSupplier nanoTime;
    private final AtomicBoolean isAsking = new AtomicBoolean();
    private volatile long begunAt;
    private volatile @Nullable Finding last;

    Health(GitSync gitSync, LongSupplier nanoTime) {
        this.gitSync = gitSync;
        this.nanoTime = nanoTime;
    }

    boolean isUp() {
        Finding known = last;
        if (known != null && nanoTime.getAsLong() - known.at < GOOD_FOR_NANOS) {
            return known.isUp;
        } else if (isAsking.compareAndSet(false, true)) {
            begunAt = nanoTime.getAsLong();
            try {
                return answered(ask());
            } finally {
                isAsking.set(false);
            }
        }
        return known != null && known.isUp && nanoTime.getAsLong() - begunAt < PATIENCE.toNanos();
    }

    private boolean answered(boolean isUp) {
        last = new Finding(isUp, nanoTime.getAsLong());
        return isUp;
    }

    private boolean ask() {
        try {
            gitSync.space(ANY);
            return true;
        } catch (RuntimeException e) {
            log.warn("Not healthy: the wiki can't be read", e);
            return false;
        }
    }

    private record Finding(boolean isUp, long at) {}
}
