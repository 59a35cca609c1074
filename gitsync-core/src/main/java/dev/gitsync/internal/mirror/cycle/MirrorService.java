package dev.gitsync.internal.mirror.cycle;

import dev.gitsync.internal.engine.SpaceEngine;
import dev.gitsync.internal.mirror.MirrorParts;
import dev.gitsync.internal.mirror.RemoteConnector;
import dev.gitsync.internal.mirror.RemoteException;
import dev.gitsync.internal.mirror.RemoteRepository;
import dev.gitsync.internal.mirror.hook.WebhookReceiver;
import dev.gitsync.internal.schedule.AutoSync;
import dev.gitsync.internal.state.EngineParts;
import dev.gitsync.internal.step.StepRecorder;
import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorId;
import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.mirror.MirrorState;
import dev.gitsync.mirror.Mirrors;
import dev.gitsync.mirror.WebhookCheck;
import dev.gitsync.model.SpaceId;
import dev.gitsync.report.StepObserver;
import dev.gitsync.report.StepObserver.Step;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs mirrors on request and on schedule, and keeps what the operator decided. Safe for use by several threads. */
public final class MirrorService implements Mirrors, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MirrorService.class);

    private final MirrorParts mirrors;
    private final EngineParts parts;
    private final RemoteConnector connector;
    private final MirrorCycle cycle;
    private final MirrorSchedule schedule;
    private final AutoSync scheduler;
    private final WebhookReceiver webhooks;

    /** Creates a service that is not started. */
    public MirrorService(EngineParts parts, SpaceEngine engine, RemoteConnector connector) {
        this.parts = parts;
        this.mirrors = parts.mirrors();
        this.connector = connector;
        this.cycle = new MirrorCycle(parts, engine, connector);
        this.schedule = new MirrorSchedule(parts, this::runOnSchedule);
        this.scheduler = new AutoSync(schedule.tasks(), parts.settings().schedule());
        this.webhooks = new WebhookReceiver(mirrors, this::remoteChanged);
    }

    /** Starts to run mirrors on schedule. Idempotent. */
    public void start() {
        scheduler.start();
    }

    /** Stops the schedule; running mirrors have as long to end as running cycles. Idempotent. */
    @Override
    public void close() {
        scheduler.close();
    }

    @Override
    public MirrorReport run(MirrorId id) {
        return run(id, true);
    }

    private MirrorReport runOnSchedule(MirrorId id) {
        MirrorReport report = run(id, false);
        if (report.outcome() == Outcome.IN_PROGRESS) {
            remoteChanged(id);
        }
        return report;
    }

    private MirrorReport run(MirrorId id, boolean isForced) {
        MirrorReport report;
        Optional<Mirror> mirror = Optional.empty();
        try {
            mirror = mirrors.directory().find(id);
            report = mirror.isEmpty()
                    ? report(id, Outcome.DISABLED, "There is no mirror " + id + ".")
                    : observed(mirror.get(), isForced);
        } catch (RuntimeException | Error e) {
            LOG.error("Mirror {}: the run failed", id, e);
            report = report(id, Outcome.FAILED, "The run failed with an unexpected error, which is in the log.");
        }
        MirrorReport told = report;
        mirror.ifPresent(found -> notifyListener(found, told));
        return report;
    }

    private MirrorReport observed(Mirror mirror, boolean isForced) {
        return parts.steps()
                .run(
                        () -> new Step(StepObserver.Type.MIRROR, isForced ? "requested" : "scheduled", mirror.space()),
                        () -> cycle.run(mirror, isForced),
                        report -> StepRecorder.word(report.outcome()));
    }

    private void notifyListener(Mirror mirror, MirrorReport report) {
        try {
            parts.listener().onMirror(mirror, report);
        } catch (RuntimeException | Error e) {
            LOG.warn("Mirror {}: a listener failed", mirror.id(), e);
        }
    }

    private static MirrorReport report(MirrorId id, Outcome outcome, String sentence) {
        return new MirrorReport(id, Instant.now(), outcome, sentence, List.of(), Optional.empty(), Optional.empty());
    }

    @Override
    public void remoteChanged(MirrorId id) {
        scheduler.pageChanged(MirrorSchedule.key(id));
    }

    @Override
    public boolean receiveWebhook(MirrorId id, WebhookCheck check) throws IOException {
        return webhooks.receive(id, check);
    }

    /** Requests runs of the mirrors of a space, whose {@code main} moved. Reads nothing and never throws. */
    public void mainMoved(SpaceId space) {
        schedule.ofSpace(space).forEach(this::remoteChanged);
    }

    @Override
    public MirrorReport test(Mirror mirror) {
        try (RemoteRepository remote = connector.connect(mirror)) {
            RemoteRepository.Heads heads = remote.heads();
            String branch = mirror.options().branch();
            String sentence = heads.branches().containsKey(branch)
                    ? "The remote can be read, and has the branch " + branch + "."
                    : "The remote can be read, and has no branch " + branch + " yet.";
            return report(mirror.id(), Outcome.UP_TO_DATE, sentence);
        } catch (RemoteException e) {
            return report(mirror.id(), e.outcome(), String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) {
            LOG.error("Mirror {}: the test of the connection failed", mirror.id(), e);
            return report(
                    mirror.id(), Outcome.FAILED, "The test failed with an unexpected error, which is in the log.");
        }
    }

    @Override
    public boolean setPaused(MirrorId id, boolean isPaused) {
        return change(id, state -> Optional.of(state.paused(isPaused)));
    }

    @Override
    public boolean decide(MirrorId id, MirrorState.Decision decision) {
        return decide(id, decision, last -> true);
    }

    @Override
    public boolean decide(MirrorId id, MirrorState.Decision decision, MirrorReport seen) {
        return decide(id, decision, seen::asksTheSameAs);
    }

    private boolean decide(MirrorId id, MirrorState.Decision decision, Predicate<MirrorReport> isMeant) {
        return change(
                id,
                state -> state.last()
                        .filter(last -> decision.answers(last.outcome()))
                        .filter(isMeant)
                        .map(last -> state.decided(Optional.of(decision))));
    }

    private boolean change(MirrorId id, Change change) {
        if (mirrors.directory().find(id).isEmpty()) {
            return false;
        }
        while (true) {
            Optional<MirrorState> next = change.apply(read(id));
            if (next.isEmpty()) {
                return false;
            }
            if (mirrors.states().save(id, next.get())) {
                remoteChanged(id);
                return true;
            }
        }
    }

    /** A change of a state; empty if it does not apply. */
    @FunctionalInterface
    private interface Change {
        Optional<MirrorState> apply(MirrorState state);
    }

    @Override
    public Optional<MirrorState> state(MirrorId id) {
        return mirrors.directory().find(id).map(mirror -> read(id));
    }

    private MirrorState read(MirrorId id) {
        return states(List.of(id)).getOrDefault(id, MirrorState.initial());
    }

    @Override
    public Map<MirrorId, MirrorState> states(Collection<MirrorId> ids) {
        return mirrors.states().states(ids);
    }

    @Override
    public List<Mirror> all() {
        return mirrors.directory().all();
    }

    @Override
    public List<MirrorReport> reports(MirrorId id, int limit) {
        return mirrors.states().reports(id, limit);
    }
}
