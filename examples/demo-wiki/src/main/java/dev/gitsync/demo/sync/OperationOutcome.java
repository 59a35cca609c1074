package dev.gitsync.demo.sync;

import dev.gitsync.demo.sync.SyncEvent.Kind;
import dev.gitsync.demo.sync.SyncEvent.Line;
import dev.gitsync.demo.sync.SyncEvent.News;
import dev.gitsync.model.SpaceId;
import dev.gitsync.report.PlanReport;
import dev.gitsync.report.SyncReport;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.report.VerifyReport.Difference;
import java.util.List;
import java.util.Locale;

/** Puts the reports of operations into words, as news for the account {@code who} that requested them. */
public final class OperationOutcome {
    private OperationOutcome() {}

    static News of(String who, SyncReport report) {
        return news(report.space(), Kind.SYNC, who, sentence(report));
    }

    private static News news(SpaceId space, Kind kind, String who, String summary) {
        return new News(space, kind, who, summary, null, List.of());
    }

    /** The result of a sync as a sentence without its period. */
    public static String sentence(SyncReport report) {
        if (report instanceof SyncReport.Pulled pulled) {
            return Words.committed(pulled) + "; main is up to date";
        } else if (report instanceof SyncReport.UpToDate) {
            return "Nothing to do: main is up to date";
        } else if (report instanceof SyncReport.Failed failed) {
            return failed.message();
        }
        return ((SyncReport.Skipped) report).reason() == SyncReport.Reason.DISABLED
                ? "Not run: git is switched off for this space"
                : "Not run: another process is working on this space; try again";
    }

    static News of(String who, SpaceId space, PlanReport report) {
        if (report instanceof PlanReport.Planned planned) {
            List<Line> steps =
                    planned.steps().stream().map(OperationOutcome::line).toList();
            int more = (int) planned.changes() - steps.size();
            return new News(space, Kind.PLAN, who, summary(planned), null, steps, more);
        }
        PlanReport.NotPlanned notPlanned = (PlanReport.NotPlanned) report;
        return news(space, Kind.PLAN, who, "No plan. " + sentence(notPlanned.because()));
    }

    private static Line line(PlanReport.Step step) {
        String action = step.action().name().toLowerCase(Locale.ROOT);
        return Line.page(action, step.page().value(), step.path().orElse(""));
    }

    private static String summary(PlanReport.Planned planned) {
        return planned.isEmpty()
                ? "A sync would change nothing"
                : "A sync would commit " + Words.count(planned.changes(), "edit")
                        + (planned.finishesPush() ? ", and finish an interrupted push" : "")
                        + (planned.reconciles() ? ", and merge main, which was moved without a push" : "");
    }

    static News of(String who, SpaceId space, VerifyReport report) {
        if (report instanceof VerifyReport.Verified verified) {
            List<Line> differences =
                    verified.differences().stream().map(OperationOutcome::line).toList();
            return new News(space, Kind.VERIFY, who, summary(verified), null, differences);
        }
        VerifyReport.NotRun notRun = (VerifyReport.NotRun) report;
        return news(space, Kind.VERIFY, who, "Nothing was verified. " + sentence(notRun.because()));
    }

    private static String summary(VerifyReport.Verified verified) {
        return Words.count(verified.pages(), "page") + ", "
                + Words.count(verified.pageFiles(), "page file") + " and "
                + Words.count(verified.otherFiles(), "other file") + " compared: "
                + (verified.isClean()
                        ? "main is the wiki"
                        : Words.count(verified.differences().size(), "difference"));
    }

    private static Line line(Difference difference) {
        String kind = difference.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return new Line(kind, "", difference.subject(), difference.detail(), "");
    }
}
