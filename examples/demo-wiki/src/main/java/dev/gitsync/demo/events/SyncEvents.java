package dev.gitsync.demo.events;

import dev.gitsync.demo.events.SyncEvent.Kind;
import dev.gitsync.demo.events.SyncEvent.Line;
import dev.gitsync.demo.events.SyncEvent.News;
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

/** The newest events of each space, in the database. Safe for use by several threads. */
public final class SyncEvents {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<List<Line>> LINES = new TypeReference<>() {};
    private static final int KEPT_PER_SPACE = 200;

    private final Jdbi jdbi;
    private final InstantSource clock;

    /** Keeps events in the tables that the demo's migrations made. */
    public SyncEvents(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** Keeps an event, and forgets the oldest ones of its space. */
    public SyncEvent add(News news) {
        return jdbi.inTransaction(handle -> {
            SyncEvent event = repeat(handle, news).orElseGet(() -> insert(handle, news));
            handle.createUpdate("""
                            delete from demo.sync_event where space = :space and id <= (
                                select id from demo.sync_event where space = :space
                                order by id desc offset :kept limit 1)""")
                    .bind("space", news.space().value())
                    .bind("kept", KEPT_PER_SPACE)
                    .execute();
            return event;
        });
    }

    /** A cycle that fails is tried again and again; that is one event that happened several times. */
    private Optional<SyncEvent> repeat(Handle handle, News news) {
        if (news.kind() != Kind.FAILED) {
            return Optional.empty();
        }
        return handle.createQuery("""
                        update demo.sync_event set repeated = repeated + 1, happened = :now
                        where id = (select max(id) from demo.sync_event where space = :space)
                            and kind = :kind and summary = :summary
                        returning *""")
                .bind("now", Timestamp.from(clock.instant()))
                .bind("space", news.space().value())
                .bind("kind", news.kind())
                .bind("summary", news.summary())
                .map((row, context) -> event(row))
                .findOne();
    }

    private SyncEvent insert(Handle handle, News news) {
        return handle.createQuery("""
                        insert into demo.sync_event (space, happened, kind, who, summary, tip, lines, more_lines)
                        values (:space, :now, :kind, :who, :summary, :tip, :lines::jsonb, :moreLines)
                        returning *""")
                .bind("space", news.space().value())
                .bind("now", Timestamp.from(clock.instant()))
                .bind("kind", news.kind())
                .bind("who", news.who())
                .bind("summary", news.summary())
                .bind("tip", news.tip())
                .bind("lines", JSON.writeValueAsString(news.lines()))
                .bind("moreLines", news.moreLines())
                .map((row, context) -> event(row))
                .one();
    }

    /** The newest events of a space, the newest first. */
    public List<SyncEvent> newest(SpaceId space, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from demo.sync_event where space = :space order by id desc limit :limit")
                .bind("space", space.value())
                .bind("limit", limit)
                .map((row, context) -> event(row))
                .list());
    }

    /** One event of a space. */
    public Optional<SyncEvent> find(SpaceId space, long id) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select * from demo.sync_event where space = :space and id = :id")
                        .bind("space", space.value())
                        .bind("id", id)
                        .map((row, context) -> event(row))
                        .findOne());
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
