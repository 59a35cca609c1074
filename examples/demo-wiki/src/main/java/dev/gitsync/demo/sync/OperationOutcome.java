package dev.gitsync.demo.sync;

import dev.gitsync.demo.events.SyncEvent.Kind;
import dev.gitsync.demo.events.SyncEvent.Line;
import dev.gitsync.demo.events.SyncEvent.News;
import dev.gitsync.demo.events.Words;
import dev.gitsync.model.SpaceId;
import dev.gitsync.report.Difference;
import dev.gitsync.report.PlanReport;
import dev.gitsync.report.SyncReport;
import dev.gitsync.report.VerifyReport;
import java.util.List;
import java.util.Locale;

/** A report in words. */
record OperationOutcome(SpaceId space, Kind kind, String summary, List<Line> lines, int moreLines) {
    private static OperationOutcome of(SpaceId space, Kind kind, String summary) {
        return new OperationOutcome(space, kind, summary, List.of(), 0);
    }

    static OperationOutcome of(SyncReport report) {
        return of(report.space(), Kind.SYNC, sentence(report));
    }

    private static String sentence(SyncReport report) {
        return report.match(
                pulled -> Words.count(pulled.changes(), "edit") + " brought in as "
                        + Words.count(pulled.commits(), "commit") + "; main is up to date",
                upToDate -> "Nothing to do: main is up to date",
                skipped -> "Not run: " + why(skipped.reason()),
                SyncReport.Failed::message);
    }

    private static String why(SyncReport.Reason reason) {
        return switch (reason) {
            case DISABLED -> "git is switched off for this space";
            case IN_PROGRESS, LOCK_HELD -> "somebody else is at work on this space; try again";
        };
    }

    static OperationOutcome of(SpaceId space, PlanReport report) {
        return report.match(
                planned -> new OperationOutcome(
                        space,
                        Kind.PLAN,
                        summary(planned),
                        planned.steps().stream()
                                .map(step -> Line.page(
                                        step.action().name().toLowerCase(Locale.ROOT),
                                        step.page().value(),
                                        step.path().orElse("")))
                                .toList(),
                        (int) planned.changes() - planned.steps().size()),
                notPlanned -> of(space, Kind.PLAN, "No plan. " + sentence(notPlanned.because())));
    }

    private static String summary(PlanReport.Planned planned) {
        if (planned.isEmpty()) {
            return "A sync would change nothing";
        }
        return "A sync would bring in " + Words.count(planned.changes(), "edit")
                + (planned.finishesPush() ? ", and end a push that was broken off" : "")
                + (planned.reconciles() ? ", and merge main, which was moved without a push" : "");
    }

    static OperationOutcome of(SpaceId space, VerifyReport report) {
        return report.match(
                verified -> new OperationOutcome(
                        space,
                        Kind.VERIFY,
                        summary(verified),
                        verified.differences().stream()
                                .map(OperationOutcome::line)
                                .toList(),
                        0),
                notRun -> of(space, Kind.VERIFY, "Nothing was verified. " + sentence(notRun.because())));
    }

    private static String summary(VerifyReport.Verified verified) {
        String looked = Words.count(verified.pages(), "page") + ", "
                + Words.count(verified.pageFiles(), "page file") + " and "
                + Words.count(verified.otherFiles(), "other file") + " compared: ";
        return looked
                + (verified.isClean()
                        ? "main is the wiki"
                        : Words.count(verified.differences().size(), "difference"));
    }

    private static Line line(Difference difference) {
        String kind = difference.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return new Line(kind, "", difference.subject(), difference.detail(), "");
    }

    News by(String who) {
        return new News(space, kind, who, summary, null, lines, moreLines);
    }
}
