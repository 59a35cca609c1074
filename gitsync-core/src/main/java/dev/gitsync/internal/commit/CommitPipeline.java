package dev.gitsync.internal.commit;

import dev.gitsync.internal.guard.DeleteGuard;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.plan.PushPlanner;
import dev.gitsync.internal.proposal.ProposalLimits;
import dev.gitsync.internal.state.CycleContext;
import dev.gitsync.internal.state.EngineParts;
import dev.gitsync.internal.state.SpaceRefs;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.model.PageId;
import java.io.IOException;
import java.util.Set;

/** The way of a commit into the wiki, of a push and of a {@code main} that was moved without one: see {@link CommitAttempt}. */
public final class CommitPipeline {
    private final PageFiles files;
    private final CommitParts parts;
    private final PushStages stages;
    private final PushCommitter committer;

    /** Plans and commits with these parts. */
    public CommitPipeline(EngineParts parts, PushCommitter committer) {
        this.files = parts.files();
        this.parts = new CommitParts(
                parts.store(),
                new PushPlanner(files, ProposalLimits.of(parts.settings().push()), parts.background()),
                DeleteGuard.of(parts.settings().deletes()));
        this.committer = committer;
        this.stages = committer.stages();
    }

    /**
     * Begins an attempt; the caller closes it.
     *
     * @param refs where they stand, with the wiki at the end of its feed
     * @param notInTrash deleted pages that an earlier attempt found that the wiki can't restore
     */
    public CommitAttempt attempt(CycleContext cycle, SpaceRefs refs, Set<PageId> notInTrash) throws IOException {
        return new CommitAttempt(
                parts, cycle, Workspace.at(cycle.repository(), refs, files, cycle.budget()), notInTrash);
    }

    /** What commits the plan of an attempt. */
    public PushCommitter committer() {
        return committer;
    }

    /** What surrounds planning. */
    public PushStages stages() {
        return stages;
    }
}
