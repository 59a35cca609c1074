package dev.gitsync.internal.engine;

import dev.gitsync.internal.plan.PushLimits;
import dev.gitsync.lock.Lease;
import dev.gitsync.lock.LockAttempt;
import dev.gitsync.lock.SpaceLock;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.push.PushProposal;
import dev.gitsync.push.Pusher;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.SyncListener;
import dev.gitsync.report.SyncReport;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.store.SpaceDirectory;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jgit.lib.Repository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs pulls, pushes and proofs, each under the lease of its space, and turns every failure into a report. */
public final class SpaceEngine {
    private static final Logger LOG = LoggerFactory.getLogger(SpaceEngine.class);

    private final SpaceDirectory spaces;
    private final RepositoryStore repositories;
    private final SpaceLock lock;
    private final SyncListener listener;
    private final GitSyncSettings settings;
    private final Puller puller;
    private final PushJournal journal;
    private final ObjectGate gate;
    private final Ingester ingester;
    private final Verifier verifier;

    /** Puts the engine together. */
    public SpaceEngine(EngineParts parts) {
        spaces = parts.spaces();
        repositories = parts.repositories();
        lock = parts.lock();
        listener = parts.listener();
        settings = parts.settings();
        puller = new Puller(parts.store(), repositories, parts.files());
        journal = new PushJournal(parts.store(), parts.files());
        gate = new ObjectGate(PushLimits.of(settings));
        ingester = new Ingester(parts, puller, journal);
        verifier = new Verifier(parts.store(), parts.files());
    }

    /** One cycle without waiting for anybody. Never throws. */
    public SyncReport runOnce(SpaceId id) {
        return sync(id, space -> pull(space, Duration.ZERO));
    }

    /** Brings {@code main} up to the wiki, waiting for the lease only if there is something to do. Never throws. */
    public SyncReport catchUp(SpaceId id) {
        return sync(id, space -> {
            try (Repository repository = repositories.open(space)) {
                return puller.isBehind(space, repository)
                        ? pull(space, settings.lockWait())
                        : new SyncReport.UpToDate(space.id());
            }
        });
    }

    /** Takes a push. Never throws. */
    public PushResult ingest(Space space, Repository repository, Pusher pusher, PushProposal proposal) {
        PushResult result;
        try {
            PushRequest push = new PushRequest(space, repository, pusher, proposal);
            Optional<PushResult> refusal = spaces.find(space.id()).isEmpty()
                    ? Optional.of(Ingester.refused(PushResult.Reason.DISABLED, "git sync is switched off", List.of()))
                    : gate.refusal(push);
            result = refusal.isPresent()
                    ? refusal.get()
                    : underLease(
                            space, settings.lockWait(), fence -> ingester.ingest(push, fence), busy -> Ingester.busy());
        } catch (IOException | RuntimeException e) {
            LOG.error("Space {}: push {} failed", space.id(), proposal.newTip().name(), e);
            result = Ingester.unavailable();
        }
        PushResult told = result;
        tell(space, () -> listener.onPush(space, pusher, told));
        return result;
    }

    /** Proves that {@code main} is the wiki. Never throws. */
    public VerifyReport verify(SpaceId id) {
        VerifyReport[] proof = new VerifyReport[1];
        SyncReport report = sync(id, space -> {
            try (Repository repository = repositories.open(space)) {
                return underLease(
                        space,
                        settings.lockWait(),
                        fence -> {
                            SyncReport pulled = pull(space, repository, fence);
                            proof[0] = verifier.verify(space, repository);
                            return pulled;
                        },
                        busy -> skipped(space, busy));
            }
        });
        return proof[0] == null ? new VerifyReport.NotRun(report) : proof[0];
    }

    private SyncReport sync(SpaceId id, Work<Space, SyncReport> work) {
        Optional<Space> found = Optional.empty();
        SyncReport report;
        try {
            found = spaces.find(id);
            report = found.isEmpty() ? new SyncReport.Skipped(id, SyncReport.Reason.DISABLED) : work.on(found.get());
        } catch (IOException | RuntimeException e) {
            LOG.error("Space {}: the cycle failed", id, e);
            report = new SyncReport.Failed(id, "The cycle of space " + id + " failed: " + e.getMessage(), e);
        }
        SyncReport told = report;
        found.ifPresent(space -> tell(space, () -> listener.onSync(space, told)));
        return report;
    }

    private SyncReport pull(Space space, Duration patience) throws IOException {
        return underLease(
                space,
                patience,
                fence -> {
                    try (Repository repository = repositories.open(space)) {
                        return pull(space, repository, fence);
                    }
                },
                busy -> skipped(space, busy));
    }

    private SyncReport pull(Space space, Repository repository, Fence fence) throws IOException {
        journal.recover(space, repository, fence);
        return puller.pull(space, repository, fence);
    }

    private static SyncReport skipped(Space space, LockAttempt.Busy busy) {
        return new SyncReport.Skipped(
                space.id(),
                busy.holder() == LockAttempt.Holder.THIS_PROCESS
                        ? SyncReport.Reason.IN_PROGRESS
                        : SyncReport.Reason.LOCK_HELD);
    }

    private <T> T underLease(
            Space space, Duration patience, Work<Fence, T> work, Function<LockAttempt.Busy, T> otherwise)
            throws IOException {
        LockAttempt attempt;
        try {
            attempt = lock.acquire(space, patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while waiting for the lease on space " + space.id());
        }
        if (attempt instanceof LockAttempt.Acquired acquired) {
            try (Lease lease = acquired.lease()) {
                return work.on(new Fence(space, lease));
            }
        }
        return otherwise.apply((LockAttempt.Busy) attempt);
    }

    private static void tell(Space space, Runnable listening) {
        try {
            listening.run();
        } catch (RuntimeException e) {
            LOG.warn("Space {}: a listener failed", space.id(), e);
        }
    }

    /** Work that may meet an error of the git storage. */
    private interface Work<A, T> {
        T on(A subject) throws IOException;
    }
}
