package dev.gitsync.servlet.internal.operations;

import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.mirror.MirrorState;
import dev.gitsync.servlet.internal.text.Json;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/** Converts mirrors, their states and their reports to JSON fields. They contain no secret and no page text. */
final class MirrorJson {
    private MirrorJson() {}

    /** What the status of a space shows of a mirror. */
    static Map<String, Object> summary(Mirror mirror, MirrorState state) {
        Optional<MirrorReport.Outcome> outcome = state.last().map(MirrorReport::outcome);
        return Json.fields(
                "mirror", mirror.id().value(),
                "paused", state.isPaused(),
                "outcome", outcome.map(ReportJson::word),
                "next", outcome.map(last -> ReportJson.word(last.next())),
                "since", state.since().map(Instant::toString));
    }

    static Map<String, Object> mirror(Mirror mirror, MirrorState state) {
        Map<String, Object> fields = summary(mirror, state);
        fields.putAll(Json.fields(
                "url", mirror.url().value(),
                "direction", ReportJson.word(mirror.options().direction()),
                "branch", mirror.options().branch(),
                "folder", mirror.options().folder(),
                "checked", state.checked().map(Instant::toString),
                "decision", state.decision().map(ReportJson::word),
                "last", state.last().map(MirrorJson::report)));
        return fields;
    }

    static Map<String, Object> report(MirrorReport report) {
        return Json.fields(
                "time", report.at().toString(),
                "outcome", ReportJson.word(report.outcome()),
                "next", ReportJson.word(report.outcome().next()),
                "sentence", report.sentence(),
                "details", report.details(),
                "main", report.main().map(ObjectId::name),
                "remote", report.remote().map(ObjectId::name));
    }
}
