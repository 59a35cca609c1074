package dev.gitsync.jdbi.internal.content;

import dev.gitsync.error.StoreRejectedException;
import dev.gitsync.jdbi.internal.sql.Columns;
import dev.gitsync.jdbi.internal.sql.Database;
import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.ContentHash;
import dev.gitsync.model.Space;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.store.attachment.AttachmentQuota;
import dev.gitsync.store.attachment.ContentSource;
import dev.gitsync.store.attachment.InvalidContentException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The contents of attachments in PostgreSQL: in chunks, or as blobs of the repository. Safe for use by several threads.
 *
 * @param repositories the repositories with which contents are shared, or null if they share no transactions
 * @param maxBytes the maximum size of one file
 */
public record ContentStore(
        Database database, @Nullable RepositoryStore repositories, long maxBytes, AttachmentQuota quota) {
    /** Returns the sizes of those contents that the space has. */
    public Map<ContentHash, Long> sizes(Space space, Set<ContentHash> hashes) {
        return hashes.isEmpty() ? Map.of() : table(space).sizes(hashes);
    }

    /** Opens contents from an offset; costs no more for a large offset, unless only git has them. */
    public InputStream open(Space space, ContentHash hash, long offset) throws IOException {
        ContentTable table = table(space);
        StoredContent content = table.find(hash)
                .orElseThrow(() -> new FileNotFoundException("Space " + space.id() + " has no contents " + hash));
        if (!content.hasChunks()) {
            return blob(space, content, offset);
        }
        return new ChunkInputStream(
                new ChunkInputStream.Chunks() {
                    @Override
                    public List<byte[]> read(int first, int most) {
                        return table.read(content.id(), first, most);
                    }

                    @Override
                    public InputStream elsewhere(long from) throws IOException {
                        StoredContent now = table.find(hash)
                                .filter(found -> !found.hasChunks())
                                .orElseThrow(() -> new FileNotFoundException(
                                        "Contents " + hash + " of space " + space.id() + " were deleted"));
                        return blob(space, now, from);
                    }
                },
                content.size(),
                offset);
    }

    private InputStream blob(Space space, StoredContent content, long offset) throws IOException {
        String blob = content.blob();
        if (repositories == null || blob == null) {
            throw new FileNotFoundException("Contents of space " + space.id()
                    + " are in its repository, which this store does not read. Create it with the repository store");
        }
        return new BlobContents(repositories).open(space, blob, offset);
    }

    /** Stores contents unless the space has them; see {@link dev.gitsync.store.attachment.AttachmentStore#store}. */
    public void store(Space space, ContentSource source) throws IOException {
        ContentHash hash = source.hash();
        tooLarge(source.size()).ifPresent(ContentStore::reject);
        Optional<Long> present = renew(space, hash, source.size());
        if (present.isPresent()) {
            if (present.get() != source.size()) {
                throw new InvalidContentException(
                        expected(source) + ", but the space has them with " + present.get() + " bytes");
            }
            return;
        }
        ContentDraft draft = new ContentDraft(table(space), usage(space));
        boolean isDone = false;
        try (InputStream in = source.open()) {
            CheckedContent found = draft.read(in, source.size());
            if (found.size() != source.size() || !found.hash().equals(hash)) {
                throw new InvalidContentException(expected(source) + ", but "
                        + (found.size() > source.size()
                                ? "they are larger"
                                : "they have " + found.size() + " bytes and hash " + found.hash()));
            }
            draft.complete(found);
            isDone = true;
        } finally {
            if (!isDone) {
                draft.discard();
            }
        }
    }

    private static String expected(ContentSource source) {
        return "Contents of " + source.size() + " bytes with hash " + source.hash() + " were expected";
    }

    /** Begins the grace time of contents anew; checks the quota if the space does not have them. */
    private Optional<Long> renew(Space space, ContentHash hash, long size) {
        ContentUsage usage = usage(space);
        return database.write("look for contents of space " + space.id(), handle -> {
            Optional<Long> present = table(space).renew(handle, hash);
            if (present.isEmpty()) {
                usage.objection(usage.read(handle), size).ifPresent(ContentStore::reject);
            }
            return present;
        });
    }

    /** Begins the grace time of contents anew; see {@link dev.gitsync.store.attachment.AttachmentStore#renew}. */
    public void renew(Space space, Set<ContentHash> hashes) {
        if (!hashes.isEmpty()) {
            database.write(
                    "keep contents of space " + space.id(),
                    handle -> table(space).renewAll(handle, hashes));
        }
    }

    /**
     * Stores contents of unknown hash and size, and returns both.
     *
     * @throws StoreRejectedException when they are too large, or the quota has no room for them
     * @throws IOException when {@code in} can't be read; nothing is stored then
     */
    public CheckedContent receive(Space space, InputStream in) throws IOException {
        ContentDraft draft = new ContentDraft(table(space), usage(space));
        boolean isDone = false;
        try {
            CheckedContent found = draft.read(in, maxBytes);
            tooLarge(found.size()).ifPresent(ContentStore::reject);
            draft.complete(found);
            isDone = true;
            return found;
        } finally {
            if (!isDone) {
                draft.discard();
            }
        }
    }

    /** Remembers the blobs of contents that {@code main} has. Their chunks are deleted by the maintenance. */
    public void inRepository(Space space, Map<ContentHash, String> blobs) {
        if (repositories == null || blobs.isEmpty()) {
            return;
        }
        database.write("note blobs of space " + space.id(), handle -> {
            usage(space).lock(handle); // before the rows, as every writer of several rows
            var update = handle.createUpdate("""
                            WITH noted AS (
                                SELECT c.id, b.blob FROM gitsync_contents c
                                JOIN unnest(:hashes, :blobs) AS b (hash, blob) ON c.hash = b.hash
                                WHERE c.space_id = :space AND c.blob IS NULL ORDER BY c.hash FOR NO KEY UPDATE OF c)
                            UPDATE gitsync_contents c SET blob = n.blob FROM noted n
                            WHERE c.id = n.id AND c.blob IS NULL""").bind("space", space.id().value());
            Columns.bind(update, "hashes", blobs.keySet(), ContentHash::value, String[]::new);
            Columns.bind(update, "blobs", blobs.values(), blob -> blob, String[]::new);
            return update.execute();
        });
    }

    /** Returns the sentence that rejects an attachment by its name or size alone. */
    public Optional<String> rejection(AttachmentContent content) {
        return ContentRules.objection(content.name()).or(() -> tooLarge(content.size()));
    }

    private Optional<String> tooLarge(long size) {
        return size <= maxBytes
                ? Optional.empty()
                : Optional.of("A file of this wiki may have at most " + maxBytes + " bytes, and this one has "
                        + (size == maxBytes + 1 ? "more" : size) + ".");
    }

    private static void reject(String reason) {
        throw new StoreRejectedException(reason, null);
    }

    private ContentTable table(Space space) {
        return new ContentTable(database, space);
    }

    /** Returns the usage of the space, and its quota. */
    public ContentUsage usage(Space space) {
        return new ContentUsage(space, quota);
    }
}
