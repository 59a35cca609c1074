package dev.gitsync.internal.commit;

import dev.gitsync.model.PageId;
import dev.gitsync.store.ApplyResult;
import java.util.List;
import java.util.Set;

/** The outcome of committing a plan. Nothing has changed unless it is {@link Committed}, {@link PartlyWritten} or {@link Unsettled}. */
public sealed interface CommitOutcome {
    /** The wiki contains the pages, and {@code main} contains the commit. */
    record Committed() implements CommitOutcome {}

    /**
     * A page changed after the plan was made; the caller has to plan again.
     *
     * @param pages the pages that were not in the state that the plan expected
     * @param notInTrash those of them that the plan wanted to restore and the wiki can't restore
     */
    record Overtaken(List<PageId> pages, Set<PageId> notInTrash) implements CommitOutcome {}

    /** A rule of the wiki rejected the change; {@code reason} is a sentence for the user who requested it. */
    record RefusedByWiki(String reason) implements CommitOutcome {}

    /** The wiki has no transactions and wrote only a part of the pages. */
    record PartlyWritten(ApplyResult.Partial written) implements CommitOutcome {}

    /** The commit is not on {@code main}. If the wiki has written the pages, the next pull brings them to {@code main}. */
    record Unsettled() implements CommitOutcome {}
}
