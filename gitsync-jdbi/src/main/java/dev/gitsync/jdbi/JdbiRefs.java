package dev.gitsync.jdbi;

import dev.gitsync.jdbi.jgit.RefMove;
import dev.gitsync.jdbi.jgit.RefStorage;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** The refs of one space in PostgreSQL. */
record JdbiRefs(Database database, String space) implements RefStorage {
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
    public boolean move(List<RefMove> moves) {
        // In one order everywhere, so that two writers wait for each other and never lock each other out.
        List<RefMove> ordered =
                moves.stream().sorted(Comparator.comparing(RefMove::name)).toList();
        return database.write("move the refs of space " + space, handle -> {
            for (RefMove move : ordered) {
                if (update(handle, move)
                                .bind("space", space)
                                .bind("name", move.name())
                                .execute()
                        != 1) {
                    handle.rollback();
                    return false;
                }
            }
            return true;
        });
    }

    private static Update update(Handle handle, RefMove move) {
        if (move.from() == null) {
            return handle.createUpdate("""
                            INSERT INTO gitsync_refs (space_id, name, target) VALUES (:space, :name, :to)
                            ON CONFLICT DO NOTHING""").bind("to", move.to());
        }
        if (move.to() == null) {
            return handle.createUpdate("""
                            DELETE FROM gitsync_refs WHERE space_id = :space AND name = :name AND target = :from""").bind("from", move.from());
        }
        return handle.createUpdate("""
                        UPDATE gitsync_refs SET target = :to
                        WHERE space_id = :space AND name = :name AND target = :from""").bind("from", move.from()).bind("to", move.to());
    }
}
