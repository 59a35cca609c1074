package dev.gitsync.demo.sync;

import dev.gitsync.demo.sync.SyncEvent.Kind;
import dev.gitsync.demo.sync.SyncEvent.Line;
import dev.gitsync.demo.sync.SyncEvent.News;
import dev.gitsync.model.SpaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Stores the newest 200 events of each space in the database. Thread-safe. */
public final class SyncEvents {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<List<Line>> LINES = new TypeReference<>() {};
    private static final int MAX_PER_SPACE = 200;

    private final Jdbi jdbi;
    private final InstantSource clock;

    /** Stores events in the tables of the demo. */
    public SyncEvents(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** Stores an event and deletes the oldest ones of its space. */
    public SyncEvent add(News news) {
        return jdbi.inTransaction(handle -> {
            SyncEvent event = repeat(handle, news).orElseGet(() -> insert(handle, news));
            handle.execute("""
                    delete from demo.sync_event where space = ? and id <= (
                        select id from demo.sync_event where space = ? order by id desc offset ? limit 1)""", news.space().value(), news.space().value(), MAX_PER_SPACE);
            return event;
        });
    }

    /** What keeps failing is one event that happened several times: a cycle in a row, a mirror whatever else happened meanwhile. */
    private Optional<SyncEvent> repeat(Handle handle, News news) {
        if (news.kind() != Kind.FAILED && news.kind() != Kind.MIRROR_WAITS) {
            return Optional.empty();
        }
        return handle.select(
                        """
                        update demo.sync_event set repeated = repeated + 1, happened = ?
                        where id = (select max(id) from demo.sync_event where space = ? and (? or who = ?))
                            and kind = ? and summary = ?
                        returning *""",
                        Timestamp.from(clock.instant()),
                        news.space().value(),
                        news.kind() == Kind.FAILED,
                        news.who(),
                        news.kind(),
                        news.summary())
                .map((row, context) -> event(row))
                .findOne();
    }

    private SyncEvent insert(Handle handle, News news) {
        return handle.select(
                        """
                        insert into demo.sync_event (space, happened, kind, who, summary, tip, lines, more_lines)
                        values (?, ?, ?, ?, ?, ?, ?::jsonb, ?) returning *""",
                        news.space().value(),
                        Timestamp.from(clock.instant()),
                        news.kind(),
                        news.who(),
                        news.summary(),
                        news.tip(),
                        JSON.writeValueAsString(news.lines()),
                        news.moreLines())
                .map((row, context) -> event(row))
                .one();
    }

    /** The newest events of a space, the newest first. */
    public List<SyncEvent> newest(SpaceId space, int limit) {
        return events("where space = ? order by id desc limit ?", space.value(), limit);
    }

    /** One event of a space. */
    public Optional<SyncEvent> find(SpaceId space, long id) {
        return events("where space = ? and id = ?", space.value(), id).stream().findFirst();
    }

    private List<SyncEvent> events(String which, Object... arguments) {
        return jdbi.withHandle(handle -> handle.select("select * from demo.sync_event " + which, arguments)
                .map((row, context) -> event(row))
                .list());
    }

    private static SyncEvent event(ResultSet row) throws SQLException {
        return new SyncEvent(
                row.getLong("id"),
                row.getTimestamp("happened").toInstant(),
                row.getInt("repeated"),
                new News(
                        new SpaceId(row.getString("space")),
                        Kind.valueOf(row.getString("kind")),
                        row.getString("who"),
                        row.getString("summary"),
                        row.getString("tip"),
                        JSON.readValue(row.getString("lines"), LINES),
                        row.getInt("more_lines")));
    }
}
