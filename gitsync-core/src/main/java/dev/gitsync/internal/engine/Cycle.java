package dev.gitsync.internal.engine;

import dev.gitsync.error.StoreException;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.report.Reconciliation;
import dev.gitsync.report.SyncReport;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/**
 * One whole cycle, under the lease: ends what a crash left behind, writes a lost index anew, pulls, and brings a
 * {@code main} that was moved elsewhere together with the wiki.
 */
final class Cycle {
    private static final int MAX_ATTEMPTS = 5;

    private final PushJournal journal;
    private final Puller puller;
    private final Reconciler reconciler;
    private final Rebuilder rebuilder;

    Cycle(PushJournal journal, Puller puller, Reconciler reconciler, Rebuilder rebuilder) {
        this.journal = journal;
        this.puller = puller;
        this.reconciler = reconciler;
        this.rebuilder = rebuilder;
    }

    /** Runs the cycle; afterwards {@code main} is the wiki. */
    SyncReport run(Space space, Repository repository, Fence fence) throws IOException {
        journal.recover(space, repository, fence);
        SpaceRefs before = SpaceRefs.read(repository);
        if (before.state().equals(ObjectId.zeroId()) && !before.wiki().equals(ObjectId.zeroId())) {
            rebuilder.rebuild(space, repository, fence, null);
        }
        PullTally tally = puller.pull(space, repository, fence);
        Reconciliation reconciliation = null;
        Set<PageId> notInTrash = new HashSet<>();
        for (int attempt = 1; Reconciler.isNeeded(repository); attempt++) {
            if (attempt > MAX_ATTEMPTS) {
                throw new StoreException("The pages of space " + space.id()
                        + " kept changing while main was brought together with them; the next cycle tries again");
            }
            Optional<Reconciliation> outcome = reconciler.reconcile(space, repository, fence, notInTrash);
            reconciliation = outcome.orElse(null);
            if (outcome.isEmpty()) {
                journal.recover(space, repository, fence);
                tally.add(puller.pull(space, repository, fence));
            }
        }
        return report(space, repository, tally, reconciliation);
    }

    private static SyncReport report(
            Space space, Repository repository, PullTally tally, @Nullable Reconciliation reconciliation)
            throws IOException {
        if (tally.changes() == 0 && tally.failed().isEmpty() && reconciliation == null) {
            return new SyncReport.UpToDate(space.id());
        }
        ObjectId main = SpaceRefs.read(repository).main();
        return new SyncReport.Pulled(
                space.id(),
                tally.changes(),
                tally.commits(),
                tally.written(),
                tally.deleted(),
                main.equals(ObjectId.zeroId()) ? null : main.name(),
                tally.failed(),
                reconciliation);
    }
}
