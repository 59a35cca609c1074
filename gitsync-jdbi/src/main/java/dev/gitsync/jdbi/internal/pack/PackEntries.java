package dev.gitsync.jdbi.internal.pack;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.util.NB;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a pack (gitformat-pack(5)) that is in memory with its index and needs no object from other packs. The
 * bytes are not copied and must not change. Safe for use by several threads.
 */
public final class PackEntries {
    private static final int HEADER_BYTES = 12;
    private static final int INDEX_SIGNATURE = 0xff744f63;
    private static final int INDEX_HEADER_BYTES = 8;
    private static final int COUNTS = 256;

    private static final Comparator<Entry> BY_OFFSET = Comparator.comparingInt(entry -> entry.offset);
    private static final Comparator<Entry> BY_ID = Comparator.comparing(entry -> entry.id);

    private final byte[] pack;
    private final List<Entry> byId;
    private final List<Entry> inOrder;

    private PackEntries(byte[] pack, List<Entry> byId, List<Entry> inOrder) {
        this.pack = pack;
        this.byId = byId;
        this.inOrder = inOrder;
    }

    /**
     * Reads a pack and an index of version 2, using about 100 bytes of memory per object.
     *
     * @throws IOException if the hash at the end of one of the two does not match
     */
    public static PackEntries of(byte[] pack, byte[] index) throws IOException {
        requireWhole("pack", pack);
        requireWhole("index", index);
        List<Entry> byId = entries(index);
        List<Entry> inOrder = new ArrayList<>(byId);
        inOrder.sort(BY_OFFSET);
        int end = pack.length - Constants.OBJECT_ID_LENGTH;
        for (int i = inOrder.size() - 1; i >= 0; i--) {
            inOrder.get(i).read(pack, end);
            end = inOrder.get(i).offset;
        }
        if (end != HEADER_BYTES) {
            throw new CorruptObjectException("A pack has entries that its index does not know");
        }
        return new PackEntries(pack, byId, inOrder);
    }

    /**
     * Returns the entries of the index: after its header and a table of counts, all ids, all checksums, and all
     * offsets.
     */
    private static List<Entry> entries(byte[] index) throws IOException {
        int ids = INDEX_HEADER_BYTES + COUNTS * Integer.BYTES;
        if (index.length < ids || NB.decodeInt32(index, 0) != INDEX_SIGNATURE || NB.decodeInt32(index, 4) != 2) {
            throw new CorruptObjectException("An index is not one of version 2");
        }
        int count = NB.decodeInt32(index, ids - Integer.BYTES);
        long offsets = ids + (Constants.OBJECT_ID_LENGTH + (long) Integer.BYTES) * count;
        if (count < 0 || offsets + (long) Integer.BYTES * count + 2 * Constants.OBJECT_ID_LENGTH != index.length) {
            throw new CorruptObjectException("An index has another length than it says, or is of a large pack");
        }
        List<Entry> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ObjectId id = ObjectId.fromRaw(index, ids + i * Constants.OBJECT_ID_LENGTH);
            entries.add(new Entry(id, NB.decodeInt32(index, (int) offsets + i * Integer.BYTES)));
        }
        return entries;
    }

    private static void requireWhole(String what, byte[] bytes) throws IOException {
        int end = bytes.length - Constants.OBJECT_ID_LENGTH;
        if (end < HEADER_BYTES) {
            throw new CorruptObjectException("A " + what + " is too short");
        }
        MessageDigest digest = Constants.newMessageDigest();
        digest.update(bytes, 0, end);
        if (!Arrays.equals(digest.digest(), Arrays.copyOfRange(bytes, end, bytes.length))) {
            throw new CorruptObjectException("A " + what + " is not what was written");
        }
    }

    /** Returns all entries in pack order. */
    List<Entry> inOrder() {
        return inOrder;
    }

    byte[] pack() {
        return pack;
    }

    /**
     * Returns the base of {@code entry}; null if it is a whole object.
     *
     * @throws CorruptObjectException if the base is not in the pack
     */
    @Nullable
    Entry base(Entry entry) throws CorruptObjectException {
        if (!entry.isDelta()) {
            return null;
        }
        Entry base = entry.baseId == null
                ? find(inOrder, new Entry(entry.id, entry.baseOffset), BY_OFFSET)
                : find(byId, new Entry(entry.baseId, 0), BY_ID);
        if (base == null) {
            throw new CorruptObjectException("A pack has a delta on what is not in it");
        }
        return base;
    }

    private static @Nullable Entry find(List<Entry> sorted, Entry like, Comparator<Entry> order) {
        int place = Collections.binarySearch(sorted, like, order);
        return place < 0 ? null : sorted.get(place);
    }

    /** An entry of a pack. */
    static final class Entry {
        private static final int MORE = 0x80;
        private static final int DIGIT = 0x7f;

        private final ObjectId id;
        private final int offset;
        private int type;
        private long size;
        private int baseOffset;
        private @Nullable ObjectId baseId;
        private int dataBegin;
        private int dataEnd;

        private Entry(ObjectId id, int offset) {
            this.id = id;
            this.offset = offset;
        }

        private void read(byte[] pack, int end) throws CorruptObjectException {
            int at = offset;
            try {
                int digit = pack[at++];
                type = (digit >>> 4) & 7;
                size = digit & 0xf;
                for (int shift = 4; (digit & MORE) != 0; shift += 7) {
                    digit = pack[at++];
                    size += (long) (digit & DIGIT)
                            << shift; // as JGit does, also where a header is longer than it need be
                }
                if (type == Constants.OBJ_OFS_DELTA) {
                    digit = pack[at++];
                    int distance = digit & DIGIT;
                    while ((digit & MORE) != 0) {
                        digit = pack[at++];
                        distance = ((distance + 1) << 7) | (digit & DIGIT);
                    }
                    baseOffset = offset - distance;
                } else if (type == Constants.OBJ_REF_DELTA) {
                    baseId = ObjectId.fromRaw(pack, at);
                    at += Constants.OBJECT_ID_LENGTH;
                }
            } catch (ArrayIndexOutOfBoundsException e) {
                throw damaged();
            }
            if (at > end) {
                throw damaged();
            }
            dataBegin = at;
            dataEnd = end;
        }

        private CorruptObjectException damaged() {
            return new CorruptObjectException("The entry of " + id.name() + " is damaged");
        }

        ObjectId id() {
            return id;
        }

        /** Returns its type, that of a whole object or of a delta. */
        int type() {
            return type;
        }

        boolean isDelta() {
            return type == Constants.OBJ_OFS_DELTA || type == Constants.OBJ_REF_DELTA;
        }

        /** Returns the uncompressed length, in bytes. */
        long size() {
            return size;
        }

        /** Returns the offset of its compressed bytes in the pack. */
        int dataBegin() {
            return dataBegin;
        }

        /** Returns the offset at which its compressed bytes end. */
        int dataEnd() {
            return dataEnd;
        }
    }
}
