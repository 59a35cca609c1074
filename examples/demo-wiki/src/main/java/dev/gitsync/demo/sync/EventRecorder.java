package dev.gitsync.demo.sync;

import dev.gitsync.demo.sync.SyncEvent.Kind;
import dev.gitsync.demo.sync.SyncEvent.Line;
import dev.gitsync.demo.sync.SyncEvent.News;
import dev.gitsync.model.Space;
import dev.gitsync.push.PushAttempt;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.PushResult.PushedPage;
import dev.gitsync.report.SyncListener;
import dev.gitsync.report.SyncReport;
import dev.gitsync.report.SyncReport.PageFailure;
import dev.gitsync.report.SyncReport.Reconciliation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Keeps what gitsync tells. */
public final class EventRecorder implements SyncListener {
    private final SyncEvents events;
    private final ProgressBoard board;
    private final CommitLines commits;
    private final Set<Space> underWay = ConcurrentHashMap.newKeySet();

    /** Writes to these; {@code commits} reads what a pull made. */
    public EventRecorder(SyncEvents events, ProgressBoard board, CommitLines commits) {
        this.events = events;
        this.board = board;
        this.commits = commits;
    }

    @Override
    public void onProgress(Space space, SyncListener.Progress progress) {
        underWay.add(space);
        board.put(space.id(), progress);
    }

    @Override
    public void onSync(Space space, SyncReport report) {
        if (underWay.remove(space)) {
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
            return; // what git had already: the pages of a push
        }
        List<Line> lines = new ArrayList<>();
        report.failed().forEach(failure -> lines.add(failed(failure)));
        CommitLines.Found found = commits.newest(space, report.main(), report.commits());
        lines.addAll(found.lines());
        String summary = Words.count(report.changes(), "edit") + " became " + Words.count(report.commits(), "commit");
        events.add(new News(space.id(), Kind.PULL, "", summary, report.main(), lines, found.moreCommits()));
    }

    private static Line failed(PageFailure failure) {
        return new Line("failed", failure.page().value(), "", failure.reason(), "");
    }

    private void merged(Space space, Reconciliation report) {
        Stream<Line> lines = Stream.of(
                        report.conflicts().stream().map(path -> new Line("conflict", "", path, "", "")),
                        report.pages().stream().map(EventRecorder::line),
                        report.setAside().stream().map(Line::said))
                .flatMap(part -> part);
        String summary = "main had been moved without a push and was merged with the wiki"
                + (report.conflicts().isEmpty()
                        ? ""
                        : ", with " + Words.count(report.conflicts().size(), "conflict"));
        events.add(new News(space.id(), Kind.MERGED, "", summary, report.main(), lines.toList()));
    }

    @Override
    public void onPush(PushAttempt attempt, PushResult result) {
        events.add(result.accept(new PushResult.Visitor<>() {
            @Override
            public News visitAccepted(PushResult.Accepted accepted) {
                String lead = accepted.isPending() ? "Taken, the pages are still to be written: " : "";
                return news(
                        attempt,
                        Kind.PUSH,
                        lead + Words.receipt(accepted.pages(), accepted.otherFiles()),
                        lines(accepted.pages(), accepted.notes()));
            }

            @Override
            public News visitPlanned(PushResult.Planned planned) {
                return news(
                        attempt,
                        Kind.DRY_RUN,
                        "Would do: " + Words.receipt(planned.pages(), planned.otherFiles()),
                        lines(planned.pages(), planned.notes()));
            }

            @Override
            public News visitRefused(PushResult.Refused refused) {
                List<Line> details = refused.details().stream().map(Line::said).toList();
                return news(attempt, Kind.REFUSED, refused.summary(), details);
            }
        }));
    }

    private static News news(PushAttempt attempt, Kind kind, String summary, List<Line> lines) {
        String tip = attempt.proposal().newTip().name();
        return new News(attempt.space().id(), kind, attempt.pusher().user(), summary, tip, lines);
    }

    private static List<Line> lines(List<PushedPage> pages, List<String> notes) {
        return Stream.concat(
                        pages.stream().map(EventRecorder::line), notes.stream().map(Line::said))
                .toList();
    }

    private static Line line(PushedPage page) {
        return Line.page(
                page.action().name().toLowerCase(Locale.ROOT), page.page().value(), page.path());
    }
}
