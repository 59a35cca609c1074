package dev.gitsync.jdbi.internal.storage;

import dev.gitsync.jdbi.internal.pack.JoinedPack;
import dev.gitsync.jdbi.internal.pack.PackEntries;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.internal.storage.dfs.DfsObjDatabase.PackSource;
import org.eclipse.jgit.internal.storage.pack.PackExt;

/**
 * Joins several small packs into one: packs that are committed together, and packs of many writes. Each pack costs
 * rows, an entry in every list of packs, and an index lookup for many objects.
 */
public final class JoinedPacks {
    /** Packs larger than this are not copied again when they are committed. */
    private static final long MOST_BYTES = 1L << 20;
    /**
     * A pack with more objects is left to maintenance, because each object takes about 300 bytes of memory while packs
     * are joined.
     */
    private static final long MOST_OBJECTS = 5_000;
    /** The number of chunks that are requested at a time. */
    private static final int CHUNKS_AT_ONCE = 16;

    private static final int INDEX_VERSION = 2;
    private static final String PACK = PackExt.PACK.getExtension();
    private static final String INDEX = PackExt.INDEX.getExtension();

    private JoinedPacks() {}

    /** Returns the packs to commit in place of these: one joined pack, or the same packs if they are large or unusual. */
    public static List<NewPack> ofOneCommit(List<NewPack> packs) {
        long bytes = packs.stream().mapToLong(pack -> size(pack.facts())).sum();
        if (packs.size() < 2 || bytes > MOST_BYTES || !packs.stream().allMatch(JoinedPacks::isInMemory)) {
            return packs;
        }
        try {
            List<PackEntries> entries = new ArrayList<>();
            for (NewPack pack : packs) {
                entries.add(PackEntries.of(whole(pack, PACK), whole(pack, INDEX)));
            }
            List<StoredPack> facts = packs.stream().map(NewPack::facts).toList();
            boolean isReceived = facts.stream().anyMatch(pack -> pack.source().equals(PackSource.RECEIVE.name()));
            return List.of(joined(facts, entries, isReceived ? PackSource.RECEIVE : PackSource.INSERT));
        } catch (IOException e) {
            return packs; // JGit can read them, or would not have accepted them
        }
    }

    private static boolean isInMemory(NewPack pack) {
        return !pack.isBegun() && pack.unsaved().keySet().equals(Set.of(PACK, INDEX)) && isJoinable(pack.facts());
    }

    private static byte[] whole(NewPack pack, String extension) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Objects.requireNonNull(pack.unsaved().get(extension)).chunks().forEach(bytes::writeBytes);
        return bytes.toByteArray();
    }

    /** Returns whether a pack can be joined with others. */
    static boolean isJoinable(StoredPack pack) {
        return pack.indexVersion() == INDEX_VERSION
                && pack.files().containsKey(INDEX)
                && pack.objects() <= MOST_OBJECTS;
    }

    /** Returns the length of a pack, in bytes. */
    static long size(StoredPack pack) {
        StoredFile file = pack.files().get(PACK);
        return file == null ? 0 : file.size();
    }

    /**
     * Joins stored packs into one.
     *
     * @throws IOException if one of them is damaged or no longer exists, or the joined pack would be slow to read
     */
    static NewPack ofStored(PackStorage storage, List<StoredPack> packs) throws IOException {
        List<StoredPack> oldestFirst = packs.stream()
                .sorted(Comparator.comparingLong(StoredPack::modified))
                .toList();
        List<PackEntries> entries = new ArrayList<>();
        for (StoredPack pack : oldestFirst) {
            entries.add(PackEntries.of(read(storage, pack, PACK), read(storage, pack, INDEX)));
        }
        return joined(oldestFirst, entries, PackSource.COMPACT);
    }

    private static byte[] read(PackStorage storage, StoredPack pack, String extension) throws IOException {
        int size = Math.toIntExact(
                Objects.requireNonNull(pack.files().get(extension)).size());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(size);
        for (int number = 0; bytes.size() < size; ) {
            List<byte[]> chunks = storage.read(pack.id(), extension, number, CHUNKS_AT_ONCE);
            if (chunks.isEmpty()) {
                throw new CorruptObjectException("Pack " + pack.id() + " ends after " + bytes.size() + " bytes");
            }
            chunks.forEach(bytes::writeBytes);
            number += chunks.size();
        }
        return bytes.toByteArray();
    }

    private static NewPack joined(List<StoredPack> facts, List<PackEntries> entries, PackSource source)
            throws IOException {
        JoinedPack joined = JoinedPack.of(entries);
        StoredPack described = new StoredPack(
                UUID.randomUUID(),
                source.name(),
                facts.stream().mapToLong(StoredPack::modified).max().orElseThrow(),
                joined.objects(),
                joined.deltas(),
                INDEX_VERSION,
                Map.of(
                        PACK, new StoredFile(joined.pack().length, 0),
                        INDEX, new StoredFile(joined.index().length, 0)));
        return new NewPack(described, false, Map.of(PACK, chunks(joined.pack()), INDEX, chunks(joined.index())));
    }

    private static NewPack.Tail chunks(byte[] bytes) {
        List<byte[]> chunks = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += PackStorage.CHUNK_BYTES) {
            chunks.add(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + PackStorage.CHUNK_BYTES)));
        }
        return new NewPack.Tail(0, chunks);
    }
}
