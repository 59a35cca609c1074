package dev.gitsync.internal.commit;

import dev.gitsync.model.PageId;
import java.util.Set;

/**
 * The result of an attempt to plan and commit.
 *
 * @param <T> the type of the outcome
 */
public sealed interface AttemptResult<T> {
    /** The attempt was the last one; {@code outcome} is its outcome. */
    record Final<T>(T outcome) implements AttemptResult<T> {}

    /**
     * The wiki changed in the meantime; another attempt is needed.
     *
     * @param notInTrash input for the next attempt: deleted pages that the wiki can't restore
     */
    record Overtaken<T>(Set<PageId> notInTrash) implements AttemptResult<T> {}
}
