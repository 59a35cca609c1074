package dev.gitsync.demo.events;

import dev.gitsync.model.SpaceId;
import dev.gitsync.report.SyncProgress;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Jdbi;

/** How far the pulls are that take a while, whichever replica runs them. Safe for use by several threads. */
public final class ProgressBoard {
    /** What has not been heard of for so long was broken off with its process. */
    private static final Duration FRESH = Duration.ofMinutes(2);

    private final Jdbi jdbi;
    private final InstantSource clock;

    /** Keeps it in the tables that the demo's migrations made. */
    public ProgressBoard(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    void put(SpaceId space, SyncProgress progress) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into demo.sync_progress (space, done, remaining, said)
                        values (:space, :done, :remaining, :now)
                        on conflict (space) do update
                        set done = excluded.done, remaining = excluded.remaining, said = excluded.said""")
                .bind("space", space.value())
                .bind("done", progress.changes())
                .bind(
                        "remaining",
                        progress.remaining().isPresent()
                                ? Long.valueOf(progress.remaining().getAsLong())
                                : null)
                .bind("now", Timestamp.from(clock.instant()))
                .execute());
    }

    void clear(SpaceId space) {
        jdbi.useHandle(handle -> handle.createUpdate("delete from demo.sync_progress where space = :space")
                .bind("space", space.value())
                .execute());
    }

    /** How far the long pull of a space is, if there is one. */
    public Optional<Progress> of(SpaceId space) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select done, remaining from demo.sync_progress where space = :space and said > :since")
                .bind("space", space.value())
                .bind("since", Timestamp.from(clock.instant().minus(FRESH)))
                .map((row, context) -> {
                    long remaining = row.getLong("remaining");
                    return new Progress(
                            row.getLong("done"), row.wasNull() ? OptionalLong.empty() : OptionalLong.of(remaining));
                })
                .findOne());
    }
}
