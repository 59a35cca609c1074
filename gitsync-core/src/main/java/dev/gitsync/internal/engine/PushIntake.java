package dev.gitsync.internal.engine;

import dev.gitsync.error.OutcomeUnknownException;
import dev.gitsync.internal.proposal.ProposalLimits;
import dev.gitsync.internal.push.PushObjectCheck;
import dev.gitsync.internal.push.PushProcessor;
import dev.gitsync.internal.push.PushRefusals;
import dev.gitsync.internal.push.PushRequest;
import dev.gitsync.internal.state.ConflictRetry;
import dev.gitsync.internal.state.EngineParts;
import dev.gitsync.internal.step.StepRecorder;
import dev.gitsync.internal.work.BudgetSpentException;
import dev.gitsync.internal.work.Keepalive;
import dev.gitsync.model.Space;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.StepObserver;
import dev.gitsync.report.StepObserver.Step;
import dev.gitsync.report.SyncReport;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.store.SpaceDirectory;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Processes a push: checks its objects, acquires the lease, runs the push, and turns every failure into a result for the client. */
final class PushIntake {
    private static final Logger LOG = LoggerFactory.getLogger(PushIntake.class);

    private final SpaceDirectory spaces;
    private final GitSyncSettings settings;
    private final Leases leases;
    private final StepRecorder steps;
    private final PushObjectCheck objectCheck;
    private final PushProcessor processor;

    PushIntake(EngineParts parts, Leases leases, PushProcessor processor) {
        this.spaces = parts.spaces();
        this.settings = parts.settings();
        this.leases = leases;
        this.steps = parts.steps();
        this.objectCheck = new PushObjectCheck(ProposalLimits.of(settings.push()), parts.store());
        this.processor = processor;
    }

    /** Processes the push, reports progress to {@code keepalive} and asks it whether the client still waits. Never throws. */
    PushResult accept(PushRequest push, Keepalive keepalive) {
        return steps.run(
                () -> new Step(
                        StepObserver.Type.PUSH,
                        push.isMirrored() ? "mirror" : "client",
                        push.space().id()),
                () -> accepted(push, keepalive),
                PushIntake::outcome);
    }

    private static String outcome(PushResult result) {
        if (result instanceof PushResult.Refused refused) {
            return StepRecorder.word(refused.reason());
        }
        return result instanceof PushResult.Planned ? "planned" : "accepted";
    }

    private PushResult accepted(PushRequest push, Keepalive keepalive) {
        Space space = push.space();
        String commit = push.proposal().newTip().name();
        try {
            Optional<PushResult> refusal = spaces.find(space.id()).isEmpty()
                    ? Optional.of(PushRefusals.disabled())
                    : objectCheck.refusal(push, leases.budget(keepalive));
            return refusal.isPresent()
                    ? refusal.get()
                    : ConflictRetry.retry(space, () -> acceptOnce(push, keepalive), PushRefusals::overtaken);
        } catch (BudgetSpentException e) {
            LOG.info("Space {}: push {} was refused: {}", space.id(), commit, e.getMessage());
            return PushRefusals.tooMuchWork(e);
        } catch (OutcomeUnknownException e) {
            LOG.warn("Space {}: the outcome of push {} is unknown", space.id(), commit, e);
            return PushRefusals.unknown();
        } catch (IOException | RuntimeException | Error e) {
            LOG.error("Space {}: push {} failed", space.id(), commit, e);
            return SyncReport.Failed.of(space.id(), e).isTransient()
                    ? PushRefusals.unavailable()
                    : PushRefusals.failed();
        }
    }

    private PushResult acceptOnce(PushRequest push, Keepalive keepalive) throws IOException {
        return leases.run(
                push.space(),
                new Leases.Waiting(settings.cycle().lockWait(), keepalive),
                fence -> processor.ingest(push, fence),
                busy -> PushRefusals.busy());
    }
}
