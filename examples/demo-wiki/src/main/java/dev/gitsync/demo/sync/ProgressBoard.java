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

/** Stores the progress of long pulls, for all replicas to show. Thread-safe. */
public final class ProgressBoard {
    /** Progress that is older belongs to a process that died. */
    private static final Duration FRESH = Duration.ofMinutes(2);

    private final Jdbi jdbi;
    private final InstantSource clock;

    /** Stores progress in the tables of the demo. */
    public ProgressBoard(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** How many edits are committed, and about how many remain, or null if that is unknown. */
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

    /** The progress of the long pull of a space, if there is one. */
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
