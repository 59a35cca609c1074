package dev.gitsync.jdbi.internal.repository;

import dev.gitsync.error.StoreException;
import dev.gitsync.jdbi.internal.storage.NewPack;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** A pack that is about to be committed, and a part of which is in the database already. */
record BegunPack(Handle handle, String space, NewPack pack) {
    /**
     * Checks that the pack and all its chunks still exist: maintenance deletes the chunks of a writer that takes longer than the grace
     * period, and a crash of the database may have lost those written last.
     */
    void require() {
        UUID id = pack.facts().id();
        boolean isThere = handle.createQuery(
                        "SELECT 1 FROM gitsync_packs WHERE id = :id AND NOT is_committed FOR UPDATE")
                .bind("id", id)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
        if (!isThere) {
            throw new StoreException("A pack of space " + space
                    + " was deleted before it was complete, because writing it took longer than the grace time");
        }
        int written =
                pack.unsaved().values().stream().mapToInt(NewPack.Tail::first).sum();
        int found = handle.createQuery("SELECT count(*) FROM gitsync_pack_chunks WHERE pack_id = :id")
                .bind("id", id)
                .mapTo(Integer.class)
                .one();
        if (found != written) {
            throw new StoreException("A pack of space " + space + " has " + found + " of its " + written
                    + " chunks, because the database has lost some of them. Push again");
        }
    }
}
