package dev.gitsync.jdbi.internal.storage;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A pack that is not committed yet: small files are in memory, large files are in the storage except for their ends. One part is stored
 * while the next one is collected; if that fails, the next call throws. Used by one thread at a time.
 */
public final class PackDraft {
    private final PackStorage storage;
    private final UUID id;
    private final String source;
    private final Map<String, ChunkWriter> files = new HashMap<>();
    private boolean isBegun;
    private CompletableFuture<Void> pending = CompletableFuture.completedFuture(null);

    public PackDraft(PackStorage storage, UUID id, String source) {
        this.storage = storage;
        this.id = id;
        this.source = source;
    }

    public ChunkWriter newFile(String extension) {
        ChunkWriter file = new ChunkWriter(new Chunks(), extension);
        files.put(extension, file);
        return file;
    }

    /** Returns up to {@code most} chunks of a file from {@code first}. */
    public List<byte[]> read(String extension, int first, int most) {
        ChunkWriter file = files.get(extension);
        return file == null ? List.of() : file.chunks(first, most);
    }

    /** Returns whether a part of it is in the storage. */
    public boolean isBegun() {
        return isBegun;
    }

    /** Waits until nothing is being stored, whether or not that fails. */
    public void settle() {
        pending.handle((done, failure) -> null).join();
    }

    /** Waits until nothing is being stored, and throws if that fails. */
    void await() {
        try {
            pending.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    NewPack finished(StoredPack facts) {
        await();
        Map<String, NewPack.Tail> unsaved = new HashMap<>();
        files.forEach((extension, file) -> unsaved.put(extension, file.tail()));
        return new NewPack(facts, isBegun, unsaved);
    }

    private final class Chunks implements ChunkWriter.StoredChunks {
        @Override
        public void store(String extension, int first, List<byte[]> chunks) {
            if (!isBegun) {
                storage.begin(id, source);
                isBegun = true;
            }
            await();
            List<byte[]> written = List.copyOf(chunks);
            pending = CompletableFuture.runAsync(() -> storage.write(id, extension, first, written), storage.writers());
        }

        @Override
        public List<byte[]> read(String extension, int first, int most) {
            await();
            return storage.read(id, extension, first, most);
        }
    }
}
