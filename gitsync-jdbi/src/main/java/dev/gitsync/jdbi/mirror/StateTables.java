package dev.gitsync.jdbi.mirror;

import dev.gitsync.jdbi.internal.sql.Columns;
import dev.gitsync.mirror.MirrorId;
import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.mirror.MirrorState;
import dev.gitsync.mirror.MirrorState.Decision;
import dev.gitsync.mirror.MirrorStateStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/** The states and reports of mirrors. */
final class StateTables {
    private static final String STATE =
            "is_paused, common, underway, decision, checked_at, since, " + ReportColumns.NAMES;
    private static final String VALUES =
            ":paused, :common, :underway, :decision, :checked, :since, " + ReportColumns.VALUES;

    private StateTables() {}

    static Map<MirrorId, MirrorState> states(Handle handle, Collection<MirrorId> mirrors) {
        Map<MirrorId, MirrorState> states = new HashMap<>();
        mirrors.forEach(mirror -> states.put(mirror, MirrorState.initial()));
        Query query = handle.createQuery(
                "SELECT mirror_id, version, " + STATE + " FROM gitsync_mirror_states WHERE mirror_id = ANY (:mirrors)");
        Columns.bind(query, "mirrors", states.keySet(), MirrorId::value, String[]::new);
        return query.reduceResultSet(states, (found, row, ctx) -> {
            MirrorId mirror = new MirrorId(row.getString("mirror_id"));
            found.put(mirror, state(row, mirror));
            return found;
        });
    }

    private static MirrorState state(ResultSet row, MirrorId mirror) throws SQLException {
        return new MirrorState(
                row.getLong("version"),
                row.getBoolean("is_paused"),
                ReportColumns.commit(row, "common"),
                ReportColumns.commit(row, "underway"),
                decision(row.getString("decision")),
                ReportColumns.instant(row, "checked_at"),
                ReportColumns.instant(row, "since"),
                ReportColumns.read(row, mirror));
    }

    /** Returns the decision of this name; empty for one that only a newer version knows. */
    private static Optional<Decision> decision(String name) {
        return Arrays.stream(Decision.values())
                .filter(decision -> decision.name().equals(name))
                .findFirst();
    }

    static boolean save(Handle handle, MirrorId mirror, MirrorState next) {
        Update update = handle.createUpdate(
                next.version() == 0
                        ? "INSERT INTO gitsync_mirror_states (mirror_id, version, " + STATE
                                + ") VALUES (:mirror, :version + 1, " + VALUES + ") ON CONFLICT (mirror_id) DO NOTHING"
                        : "UPDATE gitsync_mirror_states SET version = version + 1, (" + STATE + ") = ROW (" + VALUES
                                + ") WHERE mirror_id = :mirror AND version = :version");
        return ReportColumns.bind(update, next.last())
                        .bind("mirror", mirror.value())
                        .bind("version", next.version())
                        .bind("paused", next.isPaused())
                        .bind("common", ReportColumns.commit(next.common()))
                        .bind("underway", ReportColumns.commit(next.underway()))
                        .bind("decision", next.decision().map(Decision::name).orElse(null))
                        .bind("checked", ReportColumns.time(next.checked()))
                        .bind("since", ReportColumns.time(next.since()))
                        .execute()
                == 1;
    }

    /** Adds a report, and drops the oldest beyond {@link MirrorStateStore#KEPT_REPORTS}. */
    static void add(Handle handle, MirrorReport report) {
        ReportColumns.bind(
                        handle.createUpdate("INSERT INTO gitsync_mirror_reports (mirror_id, " + ReportColumns.NAMES
                                + ") VALUES (:mirror, " + ReportColumns.VALUES + ")"),
                        Optional.of(report))
                .bind("mirror", report.mirror().value())
                .execute();
        handle.createUpdate("""
                        DELETE FROM gitsync_mirror_reports WHERE mirror_id = :mirror AND number <= (
                            SELECT number FROM gitsync_mirror_reports WHERE mirror_id = :mirror
                            ORDER BY number DESC OFFSET :kept LIMIT 1)""")
                .bind("mirror", report.mirror().value())
                .bind("kept", MirrorStateStore.KEPT_REPORTS)
                .execute();
    }

    static List<MirrorReport> reports(Handle handle, MirrorId mirror, int limit) {
        return handle.createQuery("SELECT " + ReportColumns.NAMES
                        + " FROM gitsync_mirror_reports WHERE mirror_id = :mirror ORDER BY number DESC LIMIT :limit")
                .bind("mirror", mirror.value())
                .bind("limit", limit)
                .map((row, ctx) -> ReportColumns.read(row, mirror).orElseThrow())
                .list();
    }

    static void remove(Handle handle, MirrorId mirror) {
        for (String table : List.of("gitsync_mirror_states", "gitsync_mirror_reports")) {
            handle.createUpdate("DELETE FROM " + table + " WHERE mirror_id = :mirror")
                    .bind("mirror", mirror.value())
                    .execute();
        }
    }

    /**
     * Gives a new mirror a state of its own. Its version is the time: greater than that of any state that a removed mirror
     * with the same id had, so that a run of that mirror can't save its state here.
     */
    static void begin(Handle handle, MirrorId mirror) {
        remove(handle, mirror);
        handle.createUpdate("""
                        INSERT INTO gitsync_mirror_states (mirror_id, version)
                        VALUES (:mirror, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint)""").bind("mirror", mirror.value()).execute();
    }

    /** Forgets what is known of the remote, but not whether the mirror is paused. */
    static void forgetRemote(Handle handle, MirrorId mirror) {
        handle.createUpdate("UPDATE gitsync_mirror_states SET version = version + 1, (" + STATE
                        + ") = ROW (is_paused, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)"
                        + " WHERE mirror_id = :mirror")
                .bind("mirror", mirror.value())
                .execute();
    }
}
