package dev.gitsync.demo.sync;

import dev.gitsync.model.SpaceId;
import dev.gitsync.report.SyncListener;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

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

    /** How many changes of the wiki are in, and about how many are still to come; null if that is not known. */
    public record Progress(long done, @Nullable Long remaining) {}

    void put(SpaceId space, SyncListener.Progress progress) {
        OptionalLong remaining = progress.remaining();
        jdbi.useHandle(handle -> handle.execute(
                """
                insert into demo.sync_progress (space, done, remaining, said) values (?, ?, ?, ?)
                on conflict (space) do update
                set done = excluded.done, remaining = excluded.remaining, said = excluded.said""",
                space.value(),
                progress.changes(),
                remaining.isPresent() ? (Long) remaining.getAsLong() : null,
                Timestamp.from(clock.instant())));
    }

    void clear(SpaceId space) {
        jdbi.useHandle(handle -> handle.execute("delete from demo.sync_progress where space = ?", space.value()));
    }

    /** How far the long pull of a space is, if there is one. */
    public Optional<Progress> of(SpaceId space) {
        Timestamp since = Timestamp.from(clock.instant().minus(FRESH));
        return jdbi.withHandle(handle -> handle.select(
                        "select done, remaining from demo.sync_progress where space = ? and said > ?",
                        space.value(),
                        since)
                .map((row, context) -> new Progress(row.getLong("done"), row.getObject("remaining", Long.class)))
                .findOne());
    }
}
