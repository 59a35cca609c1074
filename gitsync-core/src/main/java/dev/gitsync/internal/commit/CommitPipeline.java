package dev.gitsync.internal.commit;

import dev.gitsync.internal.attachment.AttachmentRules;
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

/** Creates the attempts that commit a push, or a {@code main} moved without a push, to the wiki: see {@link CommitAttempt}. */
public final class CommitPipeline {
    private final PageFiles files;
    private final CommitParts parts;
    private final PushStages stages;
    private final PushCommitter committer;

    /** Creates a pipeline that plans and commits with these components. */
    public CommitPipeline(EngineParts parts, PushCommitter committer) {
        this.files = parts.files();
        this.parts = new CommitParts(
                parts.store(),
                new PushPlanner(files, ProposalLimits.of(parts.settings().push()), parts.background())
                        .withRules(AttachmentRules.of(parts.store())),
                DeleteGuard.of(parts.settings().deletes()));
        this.committer = committer;
        this.stages = committer.stages();
    }

    /**
     * Starts an attempt; the caller closes it.
     *
     * @param refs the current refs, with the wiki's ref at the end of its feed
     * @param notInTrash deleted pages that the wiki can't restore, as an earlier attempt found
     */
    public CommitAttempt attempt(CycleContext cycle, SpaceRefs refs, Set<PageId> notInTrash) throws IOException {
        PageFiles ofSpace = files.in(cycle.space());
        return new CommitAttempt(
                parts, cycle, Workspace.at(cycle.repository(), refs, ofSpace, cycle.budget()), notInTrash);
    }

    /** Returns the committer for the plans of attempts. */
    public PushCommitter committer() {
        return committer;
    }

    /** Returns the stages in which the caller plans. */
    public PushStages stages() {
        return stages;
    }
}
