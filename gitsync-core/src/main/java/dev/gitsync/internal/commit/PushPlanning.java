package dev.gitsync.internal.commit;

import dev.gitsync.internal.history.PushHistory;
import dev.gitsync.internal.history.PushedRange;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.plan.PlanRequest;
import dev.gitsync.internal.plan.PushPlanner;
import dev.gitsync.internal.proposal.ProposalException;
import dev.gitsync.internal.proposal.PushLimits;
import dev.gitsync.internal.state.EngineParts;
import dev.gitsync.internal.state.PastFiles;
import dev.gitsync.internal.state.SpaceRefs;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.internal.work.WorkBudget;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.store.PageStore;
import java.io.IOException;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/** Hands the planner what it needs to know. */
public final class PushPlanning {
    private final PageStore store;
    private final PageFiles files;
    private final PushPlanner planner;

    public PushPlanning(EngineParts parts) {
        this.store = parts.store();
        this.files = parts.files();
        this.planner = new PushPlanner(files, PushLimits.of(parts.settings()), parts.background());
    }

    public Workspace workspace(Repository repository, SpaceRefs refs, WorkBudget budget) throws IOException {
        return Workspace.at(repository, refs, files, budget);
    }

    /**
     * What must happen in the wiki for it to be {@code target}.
     *
     * @param newest the newest commit that a person made; what nobody else touched is ascribed to it
     * @throws ProposalException when the target holds something that can't be taken
     */
    public PushTarget.Planned plan(
            Space space, Workspace work, ObjectId newest, PushTarget target, Set<PageId> notInTrash)
            throws IOException, ProposalException {
        PlanRequest request = new PlanRequest(
                work.reader(),
                work.wikiTree(),
                target.tree(),
                work.index(),
                new PushHistory(work.reader(), new PushedRange(work.tip(), newest, target.commit()), work.budget()),
                () -> store.newPageId(space),
                notInTrash,
                work.budget(),
                PushedLine.read(work.reader(), work.tip(), target.commit(), work.budget()),
                new PastFiles(work));
        return new PushTarget.Planned(target, planner.plan(request));
    }
}
