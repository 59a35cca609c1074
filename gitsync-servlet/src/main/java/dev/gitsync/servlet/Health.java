package dev.gitsync.servlet;

import dev.gitsync.GitSync;
import dev.gitsync.error.GitSyncException;
import dev.gitsync.model.SpaceId;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the wiki can be read. Asked at most once a second, since anybody may want to know. Safe for use by several threads;
 * they wait for the one that asks.
 */
final class Health {
    private static final Logger log = LoggerFactory.getLogger(Health.class);
    private static final long GOOD_FOR_NANOS = Duration.ofSeconds(1).toNanos();
    private static final SpaceId ANY = new SpaceId("health");

    private final GitSync gitSync;
    private final LongSupplier nanoTime;
    private boolean isKnown;
    private boolean isUp;
    private long askedAt;

    Health(GitSync gitSync, LongSupplier nanoTime) {
        this.gitSync = gitSync;
        this.nanoTime = nanoTime;
    }

    synchronized boolean isUp() {
        if (!isKnown || nanoTime.getAsLong() - askedAt >= GOOD_FOR_NANOS) {
            isUp = ask();
            isKnown = true;
            askedAt = nanoTime.getAsLong();
        }
        return isUp;
    }

    private boolean ask() {
        try {
            gitSync.space(ANY);
            return true;
        } catch (GitSyncException e) {
            log.warn("Not healthy: the wiki can't be read", e);
            return false;
        }
    }
}
