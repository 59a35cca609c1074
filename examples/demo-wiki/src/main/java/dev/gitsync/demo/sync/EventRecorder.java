package dev.gitsync.demo.sync;

import dev.gitsync.demo.sync.SyncEvent.Kind;
import dev.gitsync.demo.sync.SyncEvent.Line;
import dev.gitsync.demo.sync.SyncEvent.News;
import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.mirror.MirrorReport.Next;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.model.Space;
import dev.gitsync.push.PushAttempt;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.PushResult.PushedPage;
import dev.gitsync.report.SyncListener;
import dev.gitsync.report.SyncReport;
import dev.gitsync.report.SyncReport.PageFailure;
import dev.gitsync.report.SyncReport.Reconciliation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;

/** Records what gitsync reports. Thread-safe. */
public final class EventRecorder implements SyncListener {
    private static final Set<Outcome> UNEVENTFUL = EnumSet.of(Outcome.UP_TO_DATE, Outcome.BUSY, Outcome.DISABLED);

    private final SyncEvents events;
    private final ProgressBoard board;
    private final CommitLines commits;
    private final String serviceUser;
    private final Set<Space> inProgress = ConcurrentHashMap.newKeySet();

    /** Writes to {@code events} and {@code board}; {@code commits} reads the commits of a pull, {@code serviceUser} pushes for mirrors. */
    public EventRecorder(SyncEvents events, ProgressBoard board, CommitLines commits, String serviceUser) {
        this.events = events;
        this.board = board;
        this.commits = commits;
        this.serviceUser = serviceUser;
    }

    @Override
    public void onProgress(Space space, SyncListener.Progress progress) {
        inProgress.add(space);
        board.put(space.id(), progress);
    }

    @Override
    public void onSync(Space space, SyncReport report) {
        if (inProgress.remove(space)) {
            board.clear(space.id());
        }
        if (report instanceof SyncReport.Pulled pulled) {
            pulled(space, pulled);
            Reconciliation merged = pulled.reconciliation();
            if (merged != null) {
                merged(space, merged);
            }
        } else if (report instanceof SyncReport.Failed failed) {
            events.add(new News(space.id(), Kind.FAILED, "", failed.message(), null, List.of()));
        }
    }

    private void pulled(Space space, SyncReport.Pulled report) {
        if (report.commits() == 0 && report.failed().isEmpty()) {
            return; // git had it already: the pages of a push
        }
        List<Line> lines = new ArrayList<>();
        for (PageFailure failure : report.failed()) {
            lines.add(new Line("failed", failure.page().value(), "", failure.reason(), ""));
        }
        CommitLines.Found found = commits.newest(space, report.main(), report.commits());
        lines.addAll(found.lines());
        events.add(new News(
                space.id(), Kind.PULL, "", Words.committed(report), report.main(), lines, found.moreCommits()));
    }

    private void merged(Space space, Reconciliation report) {
        List<Line> lines = new ArrayList<>();
        report.conflicts().forEach(path -> lines.add(new Line("conflict", "", path, "", "")));
        report.pages().forEach(page -> lines.add(line(page)));
        report.setAside().forEach(sentence -> lines.add(Line.said(sentence)));
        int conflicts = report.conflicts().size();
        String summary = "main had been moved without a push and was merged with the wiki"
                + (conflicts == 0 ? "" : ", with " + Words.count(conflicts, "conflict"));
        events.add(new News(space.id(), Kind.MERGED, "", summary, report.main(), lines));
    }

    @Override
    public void onPush(PushAttempt attempt, PushResult result) {
        if (result instanceof PushResult.Accepted accepted) {
            String lead = accepted.isPending() ? "Accepted, the pages are not written yet: " : "";
            String receipt = Words.receipt(accepted.pages(), accepted.otherFiles());
            add(attempt, Kind.PUSH, lead + receipt, lines(accepted.pages(), accepted.notes()));
        } else if (result instanceof PushResult.Planned planned) {
            String receipt = Words.receipt(planned.pages(), planned.otherFiles());
            add(attempt, Kind.DRY_RUN, "Would do: " + receipt, lines(planned.pages(), planned.notes()));
        } else if (result instanceof PushResult.Refused refused && !isOfMirror(attempt)) {
            add(attempt, Kind.REFUSED, refused.summary(), lines(List.of(), refused.details()));
        }
    }

    /** A mirror tries several commits, and reports one result. */
    private boolean isOfMirror(PushAttempt attempt) {
        return attempt.pusher().user().equals(serviceUser);
    }

    @Override
    public void onMirror(Mirror mirror, MirrorReport report) {
        Kind kind = report.outcome().next() == Next.SETTLED ? Kind.MIRROR : Kind.MIRROR_WAITS;
        if (UNEVENTFUL.contains(report.outcome())) {
            return;
        }
        String main = report.main().map(ObjectId::name).orElse(null);
        List<Line> details = report.details().stream().map(Line::said).toList();
        events.add(new News(
                mirror.space(), kind, mirror.id().value(), Words.withoutPeriod(report.sentence()), main, details));
    }

    private void add(PushAttempt attempt, Kind kind, String summary, List<Line> lines) {
        String tip = attempt.proposal().newTip().name();
        events.add(new News(attempt.space().id(), kind, attempt.pusher().user(), summary, tip, lines));
    }

    private static List<Line> lines(List<PushedPage> pages, List<String> sentences) {
        Stream<Line> ofPages = pages.stream().map(EventRecorder::line);
        return Stream.concat(ofPages, sentences.stream().map(Line::said)).toList();
    }

    private static Line line(PushedPage page) {
        return Line.page(
                page.action().name().toLowerCase(Locale.ROOT), page.page().value(), page.path());
    }
}
