package dev.gitsync.internal.commit;

import dev.gitsync.model.PageId;
import dev.gitsync.store.ApplyResult;
import java.util.List;
import java.util.Set;

/** What became of a plan. Nothing has changed unless it was {@link Committed} or {@link PartlyWritten}, or is {@link Unsettled}. */
public sealed interface CommitOutcome {
    /** The pages are in the wiki and the commit is on {@code main}. */
    record Committed() implements CommitOutcome {}

    /**
     * A page moved on since the plan was made; it takes a new one.
     *
     * @param pages those that were not as the plan expected
     * @param notInTrash those of them that the plan wanted to restore and the wiki can't
     */
    record Overtaken(List<PageId> pages, Set<PageId> notInTrash) implements CommitOutcome {}

    /** The wiki has a rule against it, which is a sentence for the person who wants the change. */
    record RefusedByWiki(String reason) implements CommitOutcome {}

    /** The wiki has no transactions and stopped half way. */
    record PartlyWritten(ApplyResult.Partial written) implements CommitOutcome {}

    /** The commit is not on {@code main}. If the wiki has taken the pages, they come back with the next pull. */
    record Unsettled() implements CommitOutcome {}
}
