package dev.gitsync.internal.state;

import dev.gitsync.error.GitSyncException;
import dev.gitsync.model.Space;
import java.io.IOException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Retries work that lost a conflict with another writer: a failed compare-and-set, or a newer lease. With several replicas such
 * conflicts are routine and logged at DEBUG.
 */
public final class ConflictRetry {
    static final int MOST_ATTEMPTS = 5;
    private static final Logger LOG = LoggerFactory.getLogger(ConflictRetry.class);

    private ConflictRetry() {}

    /** Work that may conflict with another writer; each attempt starts from the beginning, with its own lease if it needs one. */
    public interface Attempt<T> {
        T run() throws IOException;
    }

    /** Returns the result of {@code work}, or of {@code otherwise} after {@value #MOST_ATTEMPTS} conflicts. */
    public static <T> T retry(Space space, Attempt<T> work, Supplier<T> otherwise) throws IOException {
        for (int attempt = 1; attempt < MOST_ATTEMPTS; attempt++) {
            try {
                return work.run();
            } catch (ConcurrentUpdateException | LeaseLostException e) {
                log(space, attempt, e);
            }
        }
        try {
            return work.run();
        } catch (ConcurrentUpdateException | LeaseLostException e) {
            LOG.warn(
                    "Space {}: gave up after {} attempts that conflicted with other writers: {}",
                    space.id(),
                    MOST_ATTEMPTS,
                    e.getMessage());
            return otherwise.get();
        }
    }

    public static void log(Space space, int attempt, GitSyncException lost) {
        LOG.debug("Space {}: attempt {} conflicted with another writer: {}", space.id(), attempt, lost.getMessage());
    }
}
