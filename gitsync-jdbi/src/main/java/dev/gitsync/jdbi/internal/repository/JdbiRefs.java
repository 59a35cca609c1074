package dev.gitsync.jdbi.internal.repository;

import dev.gitsync.jdbi.internal.jgit.RefMove;
import dev.gitsync.jdbi.internal.jgit.RefStorage;
import dev.gitsync.jdbi.internal.sql.Columns;
import dev.gitsync.jdbi.internal.sql.CommitMark;
import dev.gitsync.jdbi.internal.sql.Database;
import dev.gitsync.jdbi.internal.storage.NewPack;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/** The refs of one space in PostgreSQL. */
public record JdbiRefs(Database database, String space, JdbiPacks packs) implements RefStorage {
    @Override
    public SortedMap<String, String> refs() {
        return database.read("read the refs of space " + space, handle -> {
            SortedMap<String, String> refs = new TreeMap<>();
            handle.createQuery("SELECT name, target FROM gitsync_refs WHERE space_id = :space")
                    .bind("space", space)
                    .map((row, ctx) -> new String[] {row.getString("name"), row.getString("target")})
                    .forEach(ref -> refs.put(ref[0], ref[1]));
            return refs;
        });
    }

    @Override
    public boolean move(List<RefMove> moves, Collection<NewPack> newPacks) {
        return database.writeSurely("move the refs of space " + space, (handle, mark) -> {
            boolean isStep = moves.stream().allMatch(move -> move.from() != null && move.to() != null);
            boolean moved = isStep ? step(handle, mark, moves) : change(handle, mark, moves);
            if (moved) {
                packs.commit(handle, newPacks);
            }
            return moved;
        });
    }

    /** Creates, updates and deletes refs if all have their expected ids. */
    private boolean change(Handle handle, CommitMark mark, List<RefMove> moves) {
        if (!lockIfExpected(handle, moves)) {
            return false;
        }
        put(handle, moves.stream().filter(move -> move.to() != null).toList());
        delete(handle, moves.stream().filter(move -> move.to() == null).toList());
        mark.leave(handle);
        return true;
    }

    /** Updates existing refs if all have their expected ids, as a push does. */
    private boolean step(Handle handle, CommitMark mark, List<RefMove> moves) {
        // Every writer locks in the same order, so that two writers wait for each other and never deadlock.
        Update update = handle.createUpdate("""
                        WITH moves AS (
                            SELECT * FROM unnest(:names, :froms, :targets) AS m (name, from_target, to_target)),
                        standing AS (
                            SELECT r.name FROM gitsync_refs r JOIN moves m ON m.name = r.name AND m.from_target = r.target
                            WHERE r.space_id = :space ORDER BY r.name FOR UPDATE OF r)""" + mark.withClause() + """

                        UPDATE gitsync_refs r SET target = m.to_target FROM moves m
                        WHERE r.space_id = :space AND r.name = m.name AND (SELECT count(*) FROM standing) = :count""")
                .bind("space", space)
                .bind("count", moves.size());
        mark.bind(update);
        Columns.bind(update, "names", moves, RefMove::name, String[]::new);
        Columns.bind(update, "froms", moves, RefMove::from, String[]::new);
        Columns.bind(update, "targets", moves, RefMove::to, String[]::new);
        return update.execute() == moves.size();
    }

    /** Returns whether all refs have their expected ids; if so, locks them until the end of the transaction. */
    private boolean lockIfExpected(Handle handle, List<RefMove> moves) {
        if (moves.stream().anyMatch(move -> move.from() == null)) {
            // A ref to be created has no row to lock, so an advisory lock serializes its creators.
            handle.execute("SELECT pg_advisory_xact_lock(hashtextextended('gitsync_refs ' || ?, 0))", space);
        }
        Map<String, String> found = new HashMap<>();
        // Every writer locks in the same order, so that two writers wait for each other and never deadlock.
        Query query = handle.createQuery("""
                        SELECT name, target FROM gitsync_refs WHERE space_id = :space AND name = ANY(:names)
                        ORDER BY name FOR UPDATE""").bind("space", space);
        Columns.bind(query, "names", moves, RefMove::name, String[]::new);
        query.map((row, ctx) -> new String[] {row.getString("name"), row.getString("target")})
                .forEach(ref -> found.put(ref[0], ref[1]));
        return moves.stream().allMatch(move -> Objects.equals(found.get(move.name()), move.from()));
    }

    private void put(Handle handle, List<RefMove> moves) {
        if (!moves.isEmpty()) {
            Update insert = handle.createUpdate("""
                            INSERT INTO gitsync_refs (space_id, name, target)
                            SELECT :space, * FROM unnest(:names, :targets)
                            ON CONFLICT (space_id, name) DO UPDATE SET target = excluded.target""").bind("space", space);
            Columns.bind(insert, "names", moves, RefMove::name, String[]::new);
            Columns.bind(insert, "targets", moves, RefMove::to, String[]::new);
            insert.execute();
        }
    }

    private void delete(Handle handle, List<RefMove> moves) {
        if (!moves.isEmpty()) {
            Update delete = handle.createUpdate(
                            "DELETE FROM gitsync_refs WHERE space_id = :space AND name = ANY(:names)")
                    .bind("space", space);
            Columns.bind(delete, "names", moves, RefMove::name, String[]::new);
            delete.execute();
        }
    }
}
