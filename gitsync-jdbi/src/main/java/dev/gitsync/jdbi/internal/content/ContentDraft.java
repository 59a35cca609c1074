package dev.gitsync.jdbi.internal.content;

import dev.gitsync.error.StoreException;
import dev.gitsync.error.StoreRejectedException;
import dev.gitsync.store.attachment.ContentDigest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Contents that are being stored, in chunks of which at most 1 MiB is in memory. No connection is held while the source is read.
 * Contents of up to 1 MiB are stored in one transaction; others are rows that only this draft reads until they are complete.
 * For one thread.
 */
final class ContentDraft {
    private static final int CHUNKS_AT_ONCE = 16;

    private final ContentTable table;
    private final ContentUsage usage;
    private final UUID id = UUID.randomUUID();
    private final ContentDigest digest = new ContentDigest();
    private final List<byte[]> waiting = new ArrayList<>();
    private int stored;

    ContentDraft(ContentTable table, ContentUsage usage) {
        this.table = table;
        this.usage = usage;
    }

    /**
     * Reads a source to its end, or to the first byte after {@code most}, and returns the hash and the size of what was read.
     * The caller calls {@link #complete} or {@link #discard} next.
     */
    CheckedContent read(InputStream in, long most) throws IOException {
        while (digest.size() <= most) {
            byte[] chunk = new byte[ContentTable.CHUNK_BYTES];
            int read = in.readNBytes(chunk, 0, (int) Math.min(chunk.length, most + 1 - digest.size()));
            if (read == 0) {
                break;
            }
            digest.add(chunk, 0, read);
            add(read == chunk.length ? chunk : Arrays.copyOf(chunk, read));
        }
        return new CheckedContent(digest.hash(), digest.size());
    }

    private void add(byte[] chunk) {
        if (waiting.size() == CHUNKS_AT_ONCE) {
            table.database()
                    .writeAhead("store contents of space " + table.space().id(), this::flush);
        }
        waiting.add(chunk);
    }

    private int flush(Handle handle) {
        if (stored == 0) {
            table.begin(handle, id);
        } else if (!table.isBegun(handle, id)) {
            throw new StoreException("Contents of space " + table.space().id()
                    + " were deleted before they were complete, because storing them took longer than the grace time");
        }
        table.insert(handle, id, stored, waiting);
        stored += waiting.size();
        waiting.clear();
        return stored;
    }

    /**
     * Makes the contents readable under their hash, unless the space has them by now.
     *
     * @throws StoreRejectedException when the quota of the space has no room for them
     */
    void complete(CheckedContent checked) {
        table.database().write("store contents of space " + table.space().id(), handle -> {
            long used = usage.lock(handle);
            if (table.renew(handle, checked.hash()).isPresent()) {
                table.delete(handle, id);
                return false;
            }
            usage.objection(used, checked.size()).ifPresent(reason -> {
                throw new StoreRejectedException(reason, null);
            });
            flush(handle);
            requireChunks(table.chunks(handle, id));
            table.complete(handle, id, checked);
            usage.add(handle, checked.size());
            return true;
        });
    }

    /** Checks that the database has all chunks: a crash of the database may have lost those written last. */
    private void requireChunks(int found) {
        if (found != stored) {
            throw new StoreException("Contents of space " + table.space().id() + " have " + found + " of their "
                    + stored + " chunks, because the database has lost some of them. Store them again");
        }
    }

    /** Deletes the chunks. If the database can't be reached, they are deleted after the grace time. */
    void discard() {
        if (stored == 0) {
            return;
        }
        try {
            table.database().write("discard contents of space " + table.space().id(), handle -> {
                table.delete(handle, id);
                return stored;
            });
        } catch (StoreException e) {
            // The failure that led here says what is wrong.
        }
    }
}
