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

/** Reports in words, each as news of an operation that {@code who} asked for. */
final class OperationOutcome {
    private OperationOutcome() {}

    static News of(String who, SyncReport report) {
        return news(report.space(), Kind.SYNC, who, sentence(report));
    }

    private static News news(SpaceId space, Kind kind, String who, String summary) {
        return new News(space, kind, who, summary, null, List.of());
    }

    private static String sentence(SyncReport report) {
        return report.accept(new SyncReport.Visitor<>() {
            @Override
            public String visitPulled(SyncReport.Pulled pulled) {
                return Words.count(pulled.changes(), "edit") + " brought in as "
                        + Words.count(pulled.commits(), "commit") + "; main is up to date";
            }

            @Override
            public String visitUpToDate(SyncReport.UpToDate upToDate) {
                return "Nothing to do: main is up to date";
            }

            @Override
            public String visitSkipped(SyncReport.Skipped skipped) {
                return "Not run: " + why(skipped.reason());
            }

            @Override
            public String visitFailed(SyncReport.Failed failed) {
                return failed.message();
            }
        });
    }

    private static String why(SyncReport.Reason reason) {
        return switch (reason) {
            case DISABLED -> "git is switched off for this space";
            case IN_PROGRESS, LOCK_HELD -> "somebody else is at work on this space; try again";
        };
    }

    static News of(String who, SpaceId space, PlanReport report) {
        return report.accept(new PlanReport.Visitor<>() {
            @Override
            public News visitPlanned(PlanReport.Planned planned) {
                List<Line> steps =
                        planned.steps().stream().map(OperationOutcome::line).toList();
                int more = (int) planned.changes() - steps.size();
                return new News(space, Kind.PLAN, who, summary(planned), null, steps, more);
            }

            @Override
            public News visitNotPlanned(PlanReport.NotPlanned notPlanned) {
                return news(space, Kind.PLAN, who, "No plan. " + sentence(notPlanned.because()));
            }
        });
    }

    private static Line line(PlanReport.Step step) {
        String action = step.action().name().toLowerCase(Locale.ROOT);
        return Line.page(action, step.page().value(), step.path().orElse(""));
    }

    private static String summary(PlanReport.Planned planned) {
        return planned.isEmpty()
                ? "A sync would change nothing"
                : "A sync would bring in " + Words.count(planned.changes(), "edit")
                        + (planned.finishesPush() ? ", and end a push that was broken off" : "")
                        + (planned.reconciles() ? ", and merge main, which was moved without a push" : "");
    }

    static News of(String who, SpaceId space, VerifyReport report) {
        return report.accept(new VerifyReport.Visitor<>() {
            @Override
            public News visitVerified(VerifyReport.Verified verified) {
                List<Line> differences = verified.differences().stream()
                        .map(OperationOutcome::line)
                        .toList();
                return new News(space, Kind.VERIFY, who, summary(verified), null, differences);
            }

            @Override
            public News visitNotRun(VerifyReport.NotRun notRun) {
                return news(space, Kind.VERIFY, who, "Nothing was verified. " + sentence(notRun.because()));
            }
        });
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
