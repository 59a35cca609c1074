package dev.gitsync.servlet.internal.operations;

import dev.gitsync.model.PageId;
import dev.gitsync.report.PlanReport;
import dev.gitsync.report.RepairReport;
import dev.gitsync.report.SpaceStatus;
import dev.gitsync.report.SpaceStatus.PushSummary;
import dev.gitsync.report.SpaceStatus.Timed;
import dev.gitsync.report.SyncReport;
import dev.gitsync.report.SyncReport.PageFailure;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.report.VerifyReport.Difference;
import dev.gitsync.servlet.internal.text.Json;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Converts the reports of the engine to JSON fields. They contain paths and reasons, but no page text. */
public final class ReportJson {
    private ReportJson() {}

    public static Map<String, Object> status(SpaceStatus status) {
        return Json.fields(
                "space", status.space().value(),
                "main", Optional.ofNullable(status.main()),
                "pages", status.pages(),
                "behind", status.isBehind(),
                "waitingSince", status.waitingSince().map(Instant::toString),
                "lease", status.holder().map(ReportJson::word),
                "failedPages", status.failed().stream().map(ReportJson::failure).toList(),
                "lastSync", timed(status.lastSync(), ReportJson::sync),
                "lastPush", timed(status.lastPush(), ReportJson::push));
    }

    public static Map<String, Object> sync(SyncReport report) {
        return report.accept(new SyncReport.Visitor<>() {
            @Override
            public Map<String, Object> visitPulled(SyncReport.Pulled pulled) {
                return Json.fields(
                        "outcome", "pulled",
                        "changes", pulled.changes(),
                        "commits", pulled.commits(),
                        "written", pulled.written(),
                        "deleted", pulled.deleted(),
                        "main", Optional.ofNullable(pulled.main()),
                        "failedPages",
                                pulled.failed().stream()
                                        .map(ReportJson::failure)
                                        .toList());
            }

            @Override
            public Map<String, Object> visitUpToDate(SyncReport.UpToDate upToDate) {
                return upToDate.hasPendingWork()
                        ? Json.fields("outcome", "up-to-date", "pendingWork", true)
                        : Json.fields("outcome", "up-to-date");
            }

            @Override
            public Map<String, Object> visitSkipped(SyncReport.Skipped skipped) {
                return Json.fields("outcome", "skipped", "reason", word(skipped.reason()));
            }

            @Override
            public Map<String, Object> visitFailed(SyncReport.Failed failed) {
                return Json.fields("outcome", "failed", "message", failed.message());
            }
        });
    }

    public static Map<String, Object> plan(PlanReport report) {
        return report.accept(new PlanReport.Visitor<>() {
            @Override
            public Map<String, Object> visitPlanned(PlanReport.Planned planned) {
                return Json.fields(
                        "outcome", "planned",
                        "changes", planned.changes(),
                        "steps", planned.steps().stream().map(ReportJson::step).toList(),
                        "finishesPush", planned.finishesPush(),
                        "reconciles", planned.reconciles());
            }

            @Override
            public Map<String, Object> visitNotPlanned(PlanReport.NotPlanned notPlanned) {
                return Json.fields("outcome", "not-planned", "because", sync(notPlanned.because()));
            }
        });
    }

    public static Map<String, Object> verify(VerifyReport report) {
        return report.accept(new VerifyReport.Visitor<>() {
            @Override
            public Map<String, Object> visitVerified(VerifyReport.Verified verified) {
                return Json.fields(
                        "outcome", "verified",
                        "clean", verified.differences().isEmpty(),
                        "pages", verified.pages(),
                        "pageFiles", verified.pageFiles(),
                        "otherFiles", verified.otherFiles(),
                        "differences",
                                verified.differences().stream()
                                        .map(ReportJson::difference)
                                        .toList());
            }

            @Override
            public Map<String, Object> visitNotRun(VerifyReport.NotRun notRun) {
                return Json.fields("outcome", "not-run", "clean", false, "because", sync(notRun.because()));
            }
        });
    }

    public static Map<String, Object> repair(RepairReport report) {
        return Json.fields(
                "outcome", report.repaired() ? "repaired" : "unchanged",
                "clean", report.isClean(),
                "before", verify(report.before()),
                "after", verify(report.after()));
    }

    private static Map<String, Object> push(PushSummary push) {
        return switch (push.outcome()) {
            case ACCEPTED ->
                Json.fields(
                        "outcome", word(push.outcome()),
                        "pages", push.pages(),
                        "attachments", push.attachments(),
                        "otherFiles", push.otherFiles(),
                        "pending", push.isPending());
            case PLANNED -> Json.fields("outcome", word(push.outcome()), "pages", push.pages());
            case REFUSED ->
                Json.fields(
                        "outcome", word(push.outcome()),
                        "reason", push.reason().map(ReportJson::word),
                        "summary", push.summary());
        };
    }

    private static Map<String, Object> failure(PageFailure failure) {
        return Json.fields("page", id(failure.page()), "version", failure.version(), "reason", failure.reason());
    }

    private static Map<String, Object> step(PlanReport.Step step) {
        return Json.fields("page", id(step.page()), "action", word(step.action()), "path", step.path());
    }

    private static Map<String, Object> difference(Difference difference) {
        return Json.fields(
                "kind", word(difference.kind()), "subject", difference.subject(), "detail", difference.detail());
    }

    private static <T> Optional<Object> timed(Optional<Timed<T>> timed, Function<T, Map<String, Object>> write) {
        return timed.map(it -> {
            Map<String, Object> fields = Json.fields("time", it.time().toString());
            fields.putAll(write.apply(it.what()));
            return fields;
        });
    }

    private static String id(PageId page) {
        return page.value();
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
