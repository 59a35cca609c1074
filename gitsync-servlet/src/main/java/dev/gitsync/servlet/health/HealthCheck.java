package dev.gitsync.servlet.health;

import dev.gitsync.GitSync;
import dev.gitsync.model.SpaceId;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks whether the wiki can list its spaces. Everyone may request it, so the wiki is asked at most once per second and by one thread at a time. Other
 * threads get the last result, or "down" after the wiki has kept that thread waiting for 2 seconds. So an unresponsive wiki blocks one
 * thread of the container. Safe for use by several threads.
 */
public final class HealthCheck {
    static final Duration TIMEOUT = Duration.ofSeconds(2);

    private static final Logger log = LoggerFactory.getLogger(HealthCheck.class);
    private static final long CACHE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final SpaceId ANY_SPACE = new SpaceId("health");

    private final GitSync gitSync;
    private final LongSupplier nanoTime;
    private final AtomicBoolean isChecking = new AtomicBoolean();
    private volatile long startedAt;
    private volatile @Nullable Result last;

    /** Creates a check of the wiki behind {@code gitSync}. */
    public HealthCheck(GitSync gitSync) {
        this(gitSync, System::nanoTime);
    }

    HealthCheck(GitSync gitSync, LongSupplier nanoTime) {
        this.gitSync = gitSync;
        this.nanoTime = nanoTime;
    }

    /** Returns whether the wiki can list its spaces, as of at most one second ago. */
    public boolean isUp() {
        Result known = last;
        if (known != null && nanoTime.getAsLong() - known.at < CACHE_NANOS) {
            return known.isUp;
        } else if (isChecking.compareAndSet(false, true)) {
            startedAt = nanoTime.getAsLong();
            try {
                return store(check());
            } finally {
                isChecking.set(false);
            }
        }
        return known != null && known.isUp && nanoTime.getAsLong() - startedAt < TIMEOUT.toNanos();
    }

    private boolean store(boolean isUp) {
        last = new Result(isUp, nanoTime.getAsLong());
        return isUp;
    }

    private boolean check() {
        try {
            gitSync.space(ANY_SPACE);
            return true;
        } catch (RuntimeException e) {
            log.warn("Health check failed: could not read the wiki", e);
            return false;
        }
    }

    private record Result(boolean isUp, long at) {}
}
