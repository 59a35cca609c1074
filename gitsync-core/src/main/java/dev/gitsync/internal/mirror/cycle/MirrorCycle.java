package dev.gitsync.internal.mirror.cycle;

import dev.gitsync.internal.engine.SpaceEngine;
import dev.gitsync.internal.mirror.FetchLimits;
import dev.gitsync.internal.mirror.MirrorHistory;
import dev.gitsync.internal.mirror.RemoteConnector;
import dev.gitsync.internal.mirror.RemoteException;
import dev.gitsync.internal.mirror.RemoteRepository;
import dev.gitsync.internal.mirror.folder.FolderHistory;
import dev.gitsync.internal.state.EngineParts;
import dev.gitsync.internal.transport.Transport;
import dev.gitsync.lock.Lease;
import dev.gitsync.lock.SpaceLock.Attempt;
import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.model.Space;
import dev.gitsync.report.SyncReport;
import dev.gitsync.repository.SpaceRepository;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.eclipse.jgit.lib.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a mirror once, under a lease of its own, and turns every failure into a report. The lease only saves work: correctness rests
 * on the expected commit at the remote, the engine's compare-and-sets in the wiki, and the version of the state.
 */
final class MirrorCycle {
    private static final Logger LOG = LoggerFactory.getLogger(MirrorCycle.class);

    private final EngineParts parts;
    private final SpaceEngine engine;
    private final RemoteConnector connector;
    private final MirrorHistory history;
    private final MirrorRounds rounds;

    MirrorCycle(EngineParts parts, SpaceEngine engine, RemoteConnector connector) {
        this.parts = parts;
        this.engine = engine;
        this.connector = connector;
        this.history = new FolderHistory(parts.repositories(), parts.settings().push());
        this.rounds = new MirrorRounds(parts, engine);
    }

    /**
     * Runs a mirror.
     *
     * @param isForced whether the run was requested and not scheduled; it then checks again what the last run refused
     */
    MirrorReport run(Mirror mirror, boolean isForced) {
        try {
            Optional<Space> space = parts.spaces().find(mirror.space());
            if (space.isEmpty()) {
                return unsaved(mirror, Endings.disabled(mirror.space().value()));
            }
            Attempt attempt = parts.lock().acquire(MirrorSchedule.asSpace(mirror), Duration.ZERO);
            if (!(attempt instanceof Attempt.Acquired acquired)) {
                return unsaved(mirror, Endings.runElsewhere());
            }
            Lease lease = acquired.lease();
            if (isForced) {
                connector.forgetFailures(mirror);
            }
            try {
                return underLease(mirror, space.get(), isForced);
            } finally {
                lease.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unsaved(mirror, Endings.runElsewhere());
        } catch (RuntimeException | Error e) {
            return unsaved(mirror, failure(mirror, e));
        }
    }

    private MirrorReport underLease(Mirror mirror, Space space, boolean isForced) {
        MirrorMemory memory = MirrorMemory.load(parts.mirrors().states(), mirror);
        if (memory.isPaused()) {
            return unsaved(mirror, Endings.paused());
        }
        try {
            MirrorReport report = work(mirror, space, memory, isForced);
            memory.finish(report);
            return report;
        } catch (OvertakenException e) {
            return unsaved(mirror, e.isPaused() ? Endings.paused() : Endings.runElsewhere());
        }
    }

    private MirrorReport work(Mirror mirror, Space space, MirrorMemory memory, boolean isForced)
            throws OvertakenException {
        Optional<Ending> behind = catchUp(space);
        if (behind.isPresent()) {
            return unsaved(mirror, behind.get());
        }
        BooleanSupplier isLate = deadline();
        try (SpaceRepository repository = parts.repositories()
                        .open(
                                space,
                                Transport.packLimits(
                                        FetchLimits.of(mirror, parts.settings().push())));
                RemoteRepository remote =
                        history.of(new MirrorHistory.Run(mirror, repository, isLate), connector.connect(mirror))) {
            MirrorRun run =
                    new MirrorRun(new MirrorRun.Target(mirror, space, repository, remote, memory, isForced), isLate);
            return report(run, ending(run));
        } catch (RemoteException e) {
            return unsaved(mirror, ending(e));
        } catch (RuntimeException | Error e) {
            return unsaved(mirror, failure(mirror, e));
        }
    }

    private Ending ending(MirrorRun run) throws OvertakenException {
        try {
            return rounds.run(run);
        } catch (RemoteException e) {
            return ending(e);
        } catch (IOException | RuntimeException | Error e) {
            return failure(run.mirror(), e);
        }
    }

    private BooleanSupplier deadline() {
        long start = parts.nanoTime().getAsLong();
        long most = parts.settings().mirror().deadline().toNanos();
        return () -> parts.nanoTime().getAsLong() - start > most;
    }

    /** Brings {@code main} up to date with the wiki; returns the end of the run if that fails. */
    private Optional<Ending> catchUp(Space space) {
        SyncReport report = engine.catchUp(space);
        if (report.isCaughtUp()) {
            return Optional.empty();
        }
        if (report instanceof SyncReport.Skipped skipped) {
            boolean isDisabled = skipped.reason() == SyncReport.Reason.DISABLED;
            return Optional.of(isDisabled ? Endings.disabled(space.id().value()) : Endings.spaceBusy());
        }
        boolean isTransient = report instanceof SyncReport.Failed failed && failed.isTransient();
        return Optional.of(isTransient ? Endings.unavailable() : Endings.failed());
    }

    private static Ending ending(RemoteException e) {
        return new Ending(e.outcome(), String.valueOf(e.getMessage()), e.details());
    }

    private static Ending failure(Mirror mirror, Throwable e) {
        if (SyncReport.Failed.of(mirror.space(), e).isTransient()) {
            LOG.warn(
                    "Mirror {}: the run ended because a store can't be reached; the next run continues",
                    mirror.id(),
                    e);
            return Endings.unavailable();
        }
        LOG.error("Mirror {}: the run failed", mirror.id(), e);
        return Endings.failed();
    }

    private static MirrorReport report(MirrorRun run, Ending ending) {
        return report(run.mirror(), ending, present(run.main()), present(run.tip()));
    }

    private static MirrorReport unsaved(Mirror mirror, Ending ending) {
        return report(mirror, ending, Optional.empty(), Optional.empty());
    }

    private static MirrorReport report(
            Mirror mirror, Ending ending, Optional<ObjectId> main, Optional<ObjectId> remote) {
        return new MirrorReport(
                mirror.id(),
                ending.decided().orElseGet(MirrorMemory::now),
                ending.outcome(),
                ending.sentence(),
                ending.details(),
                main,
                remote);
    }

    private static Optional<ObjectId> present(ObjectId commit) {
        return commit.equals(ObjectId.zeroId()) ? Optional.empty() : Optional.of(commit);
    }
}
