package dev.gitsync.internal.cycle;

import dev.gitsync.internal.commit.Reconciler;
import dev.gitsync.internal.index.OutdatedIndexException;
import dev.gitsync.internal.pull.Puller;
import dev.gitsync.internal.state.CycleContext;
import dev.gitsync.internal.state.EngineParts;
import dev.gitsync.internal.state.Fence;
import dev.gitsync.internal.state.NoLease;
import dev.gitsync.internal.state.SpaceRefs;
import dev.gitsync.internal.step.StepRecorder;
import dev.gitsync.internal.work.WorkBudget;
import dev.gitsync.model.Space;
import dev.gitsync.report.StepObserver;
import dev.gitsync.report.StepObserver.Step;
import dev.gitsync.report.SyncReport;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.repository.SpaceRepository;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Brings {@code main} up to date with the wiki for a reader that can't get the lease, because another process that may
 * be dead holds it, or because the lease storage does not answer (law 4):
 *
 * <ol>
 *   <li>Finish a push that the wiki has applied and whose process died before the refs moved.
 *   <li>If the feed has no news, {@code main} is up to date.
 *   <li>Otherwise pull, protected by compare-and-set alone.
 * </ol>
 *
 * <p>Work that writes to the wiki or could undo the work of another process requires the lease: merging a {@code main}
 * that was moved, dropping an announced push, rebuilding a lost index. Readers share the catch-up ({@link
 * CatchUpCoalescer}).
 */
public final class UnleasedCatchUp {
    private final RepositoryStore repositories;
    private final StepRecorder recorder;
    private final Cycle.Steps steps;
    private final Supplier<WorkBudget> budget;

    public UnleasedCatchUp(EngineParts parts, Cycle.Steps steps, Supplier<WorkBudget> budget) {
        this.repositories = parts.repositories();
        this.recorder = parts.steps();
        this.steps = steps;
        this.budget = budget;
    }

    /** Returns the report, or empty if the work requires the lease. */
    Optional<SyncReport> run(Space space) throws IOException {
        long number = steps.shared().begin();
        try (SpaceRepository repository = repositories.open(space)) {
            Optional<SyncReport> report = run(space, repository);
            report.ifPresent(done -> steps.shared().end(number, done));
            return report;
        } catch (OutdatedIndexException e) {
            return Optional.empty(); // another version wrote the index
        }
    }

    private Optional<SyncReport> run(Space space, SpaceRepository repository) throws IOException {
        SpaceRefs refs = steps.journal()
                .recover(new CycleContext(space, repository, new Fence(space, new NoLease(() -> false), budget.get())));
        if (!steps.feed().hasChanges(space, repository, refs)) {
            return Optional.of(new SyncReport.UpToDate(space.id(), refs.mainName()));
        }
        boolean isLost = refs.state().equals(ObjectId.zeroId()) && !refs.wiki().equals(ObjectId.zeroId());
        if (isLost || refs.hasPending() || Reconciler.isNeeded(refs)) {
            return Optional.empty();
        }
        return recorder.run(
                () -> new Step(StepObserver.Type.CYCLE, "unleased", space.id()),
                () -> pull(space, repository, refs),
                report -> report.map(Cycle::outcome).orElse("skipped"));
    }

    private Optional<SyncReport> pull(Space space, SpaceRepository repository, SpaceRefs refs) throws IOException {
        NoLease reader = new NoLease(() -> SpaceRefs.read(repository).hasPending());
        Puller.Pulled pulled =
                steps.puller().pull(new CycleContext(space, repository, new Fence(space, reader, budget.get())), refs);
        if (pulled.isStoreBehind()) {
            return Optional.empty(); // only the holder of the lease rebuilds the index
        }
        return Optional.of(Cycle.report(space, pulled.refs().mainName(), pulled.statistics(), null));
    }
}
