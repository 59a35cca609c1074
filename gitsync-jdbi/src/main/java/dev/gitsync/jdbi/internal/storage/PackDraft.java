package dev.gitsync.jdbi.internal.storage;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A pack that is not committed yet: small files are in memory, large files are in the storage except for their ends.
 * Used by one thread at a time.
 */
public final class PackDraft {
    private final PackStorage storage;
    private final UUID id;
    private final String source;
    private final Map<String, ChunkWriter> files = new HashMap<>();
    private boolean isBegun;

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

    NewPack finished(StoredPack facts) {
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
            storage.write(id, extension, first, chunks);
        }

        @Override
        public List<byte[]> read(String extension, int first, int most) {
            return storage.read(id, extension, first, most);
        }
    }
}
