package dev.gitsync.jdbi.mirror;

import dev.gitsync.mirror.MirrorId;
import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.mirror.MirrorReport.Outcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** The columns of a report, which the tables of reports and of states share. */
final class ReportColumns {
    static final String NAMES = "ended_at, outcome, sentence, details, main_commit, remote_commit";
    static final String VALUES = ":ended, :outcome, :sentence, :details, :main, :remote";

    private ReportColumns() {}

    /** Binds {@link #VALUES}. */
    static <S extends SqlStatement<S>> S bind(S statement, Optional<MirrorReport> report) {
        return statement
                .bind("ended", time(report.map(MirrorReport::at)))
                .bind(
                        "outcome",
                        report.map(MirrorReport::outcome).map(Outcome::name).orElse(null))
                .bind(
                        "sentence",
                        report.map(MirrorReport::sentence)
                                .map(ReportColumns::storable)
                                .orElse(null))
                .bindBySqlType("details", report.map(ReportColumns::details).orElse(null), Types.ARRAY)
                .bind("main", commit(report.flatMap(MirrorReport::main)))
                .bind("remote", commit(report.flatMap(MirrorReport::remote)));
    }

    private static String[] details(MirrorReport report) {
        return report.details().stream().map(ReportColumns::storable).toArray(String[]::new);
    }

    /** Replaces what PostgreSQL can't store in a text: NUL, and surrogates without their pair. */
    private static String storable(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) ? '\ufffd' : c)
                .forEach(safe::appendCodePoint);
        return safe.toString();
    }

    /** Returns the report in a row; empty if the row has none. */
    static Optional<MirrorReport> read(ResultSet row, MirrorId mirror) throws SQLException {
        Optional<Instant> ended = instant(row, "ended_at");
        return ended.isEmpty()
                ? Optional.empty()
                : Optional.of(new MirrorReport(
                        mirror,
                        ended.get(),
                        outcome(row.getString("outcome")),
                        row.getString("sentence"),
                        lines(row),
                        commit(row, "main_commit"),
                        commit(row, "remote_commit")));
    }

    /** Returns the outcome of this name; {@code FAILED} for one that only a newer version knows. */
    private static Outcome outcome(String name) {
        return Arrays.stream(Outcome.values())
                .filter(outcome -> outcome.name().equals(name))
                .findFirst()
                .orElse(Outcome.FAILED);
    }

    private static List<String> lines(ResultSet row) throws SQLException {
        return List.of((String[]) row.getArray("details").getArray());
    }

    static Optional<ObjectId> commit(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column)).map(ObjectId::fromString);
    }

    static @Nullable String commit(Optional<ObjectId> commit) {
        return commit.map(ObjectId::name).orElse(null);
    }

    static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    /** Returns the time in microseconds, cut off: rounded, it might be in another millisecond. */
    static @Nullable OffsetDateTime time(Optional<Instant> instant) {
        return instant.map(time -> time.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC))
                .orElse(null);
    }
}
