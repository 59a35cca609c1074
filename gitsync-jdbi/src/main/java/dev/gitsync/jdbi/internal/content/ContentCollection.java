package dev.gitsync.jdbi.internal.content;

import dev.gitsync.error.StoreException;
import dev.gitsync.jdbi.internal.sql.Database;
import dev.gitsync.model.Space;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.store.attachment.ContentDigest;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;

/**
 * Deletes what the contents of a space no longer need:
 *
 * <ol>
 *   <li>Contents that no revision has, and to which git has no pointer, and uploads that were cut off, a grace time after they were
 *       stored last, see {@link UnusedContents}.
 *   <li>The chunks of contents that git has as a blob of {@code main}, after the blob has been read and compared. Readers of the
 *       chunks go on with the blob.
 * </ol>
 *
 * @param repositories the repositories that have the blobs and the pointers
 */
public record ContentCollection(Database database, RepositoryStore repositories) {
    /** The time after which contents that no revision has are deleted. */
    public static final Duration GRACE = Duration.ofDays(1);

    private static final String TWICE = "space_id = :space AND has_chunks AND blob IS NOT NULL";

    private static final int MOST_AT_ONCE = 100;

    /** Whether the database has contents at all, for each {@link Database}: a wiki with its own tables may have none. */
    public static final class Presence {
        private final AtomicReference<Boolean> known = new AtomicReference<>();

        /** Returns whether the tables of this package exist. */
        public boolean in(Database database) {
            Boolean found = known.get();
            if (found == null) {
                found = database.read(
                        "look for the tables of attachments",
                        handle -> handle.createQuery("SELECT to_regclass('gitsync_contents') IS NOT NULL")
                                .mapTo(Boolean.class)
                                .one());
                known.set(found);
            }
            return found;
        }
    }

    /** Returns whether there is anything to delete. */
    public boolean isDue(Space space) {
        return database.read(
                "look for unused contents of space " + space.id(),
                handle -> handle.createQuery(
                                "SELECT EXISTS (SELECT FROM gitsync_contents WHERE " + UnusedContents.UNUSED
                                        + ") OR EXISTS (SELECT FROM gitsync_contents WHERE " + TWICE + ")")
                        .bind("space", space.id().value())
                        .bind("millis", GRACE.toMillis())
                        .mapTo(Boolean.class)
                        .one());
    }

    /** Deletes unused contents that were stored last before {@code grace}, and then chunks of contents that git has. */
    public void run(Space space, Duration grace) {
        deleteUnused(space, grace);
        List<Doubled> doubled;
        do {
            doubled = doubled(space);
            doubled.forEach(content -> settle(space, content));
        } while (doubled.size() == MOST_AT_ONCE);
    }

    /** Deletes unused contents that were stored last before {@code grace}. */
    public void deleteUnused(Space space, Duration grace) {
        new UnusedContents(database, repositories, space).delete(grace);
    }

    private record Doubled(UUID id, String hash, String blob) {}

    private List<Doubled> doubled(Space space) {
        return database.read(
                "look for contents of space " + space.id() + " that git has",
                handle -> handle.createQuery(
                                "SELECT id, hash, blob FROM gitsync_contents WHERE " + TWICE + " LIMIT " + MOST_AT_ONCE)
                        .bind("space", space.id().value())
                        .map((row, ctx) -> new Doubled(
                                row.getObject("id", UUID.class), row.getString("hash"), row.getString("blob")))
                        .list());
    }

    /** Deletes the chunks if the blob has the same contents, and forgets the blob if it does not. */
    private void settle(Space space, Doubled content) {
        boolean isSame = content.hash().equals(hashOfBlob(space, content.blob()));
        database.writeAtLength(
                "delete chunks of space " + space.id() + " that git has",
                handle -> isSame ? deleteChunks(handle, content) : forgetBlob(handle, content));
    }

    private static int deleteChunks(Handle handle, Doubled content) {
        return handle.createUpdate("""
                        WITH settled AS (
                            UPDATE gitsync_contents SET has_chunks = false WHERE id = :id AND blob = :blob RETURNING id)
                        DELETE FROM gitsync_content_chunks WHERE content_id IN (SELECT id FROM settled)""")
                .bind("id", content.id())
                .bind("blob", content.blob())
                .execute();
    }

    private static int forgetBlob(Handle handle, Doubled content) {
        return handle.createUpdate("UPDATE gitsync_contents SET blob = NULL WHERE id = :id AND blob = :blob")
                .bind("id", content.id())
                .bind("blob", content.blob())
                .execute();
    }

    private String hashOfBlob(Space space, String blob) {
        try (InputStream in = new BlobContents(repositories).open(space, blob, 0)) {
            return ContentDigest.of(in).hash().value();
        } catch (FileNotFoundException e) {
            return "";
        } catch (IOException e) {
            throw new StoreException("Could not read blob " + blob + " of space " + space.id(), e);
        }
    }
}
