package dev.gitsync.jdbi.internal.pack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.internal.storage.file.BasePackIndexWriter;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.transport.PackedObjectInfo;
import org.eclipse.jgit.util.NB;
import org.jspecify.annotations.Nullable;

/**
 * Several packs as one (gitformat-pack(5)). Compressed data is copied as it is, so joining costs little more than
 * copying. An object that several packs have is stored once, and every delta refers to its base by offset: with
 * references by id, a page that was changed and changed back could become a delta on itself.
 */
public final class JoinedPack {
    /**
     * The chain length from which an object is taken whole, if one of the packs has it whole: a reader has to resolve
     * the whole chain. A push that git made contains its bases whole.
     */
    private static final int MOST_DEEP = 50;
    /** The maximum chain length of a joined pack: JGit follows a delta chain recursively when it sends a pack. */
    private static final int MOST_DEEP_EVER = 500;

    private static final byte[] SIGNATURE = {'P', 'A', 'C', 'K', 0, 0, 0, 2};
    private static final int INDEX_VERSION = 2;
    /** The maximum length of a 64-bit offset in 7-bit digits. */
    private static final int MOST_DIGITS = 10;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final byte[] header = new byte[MOST_DIGITS];
    private final Map<ObjectId, Place> places = new HashMap<>();
    private final Map<ObjectId, Whole> wholes = new HashMap<>();
    private final List<PackedObjectInfo> objects = new ArrayList<>();
    private long deltas;
    private byte[] pack = {};
    private byte[] index = {};

    private JoinedPack() {}

    private record Place(int offset, int depth) {}

    private record Whole(PackEntries pack, PackEntries.Entry entry) {}

    /**
     * Joins packs.
     *
     * @param packs the packs, oldest first, so that an object is preferably a delta on an earlier object
     * @throws CorruptObjectException if one of them is damaged
     * @throws IOException if a delta chain would be too long
     */
    public static JoinedPack of(List<PackEntries> packs) throws IOException {
        JoinedPack joined = new JoinedPack();
        joined.out.write(SIGNATURE);
        joined.out.write(new byte[Integer.BYTES]);
        packs.forEach(joined::addWholes);
        for (PackEntries each : packs) {
            joined.addAll(each);
        }
        joined.finish();
        return joined;
    }

    /** Returns the pack, which the caller must not change. */
    public byte[] pack() {
        return pack;
    }

    /** Returns its version 2 index, which the caller must not change. */
    public byte[] index() {
        return index;
    }

    /** Returns the number of objects. */
    public long objects() {
        return objects.size();
    }

    /** Returns the number of deltas. */
    public long deltas() {
        return deltas;
    }

    private void addWholes(PackEntries from) {
        for (PackEntries.Entry entry : from.inOrder()) {
            if (!entry.isDelta()) {
                wholes.putIfAbsent(entry.id(), new Whole(from, entry));
            }
        }
    }

    private void addAll(PackEntries from) throws IOException {
        for (PackEntries.Entry entry : from.inOrder()) {
            if (!places.containsKey(entry.id())) {
                add(from, entry);
            }
        }
    }

    /** Adds an entry after its bases. */
    private void add(PackEntries from, PackEntries.Entry wanted) throws IOException {
        Deque<PackEntries.Entry> open = new ArrayDeque<>();
        open.push(wanted);
        while (!open.isEmpty()) {
            PackEntries.Entry entry = open.element();
            PackEntries.Entry base = from.base(entry);
            Place under = base == null ? null : places.get(base.id());
            if (base == null || under != null) {
                places.put(entry.id(), write(from, entry, under));
                open.pop();
            } else if (open.size() > from.inOrder().size()) {
                throw new CorruptObjectException(entry.id(), "A delta on itself");
            } else {
                open.push(base);
            }
        }
    }

    private Place write(PackEntries from, PackEntries.Entry entry, @Nullable Place base) throws IOException {
        Whole whole = wholes.get(entry.id());
        return base != null && base.depth() >= MOST_DEEP && whole != null
                ? write(whole.pack().pack(), whole.entry(), null)
                : write(from.pack(), entry, base);
    }

    private Place write(byte[] from, PackEntries.Entry entry, @Nullable Place base) throws IOException {
        if (base != null && base.depth() >= MOST_DEEP_EVER) {
            throw new IOException("More than " + MOST_DEEP_EVER + " deltas would stand behind each other");
        }
        int offset = out.size();
        CRC32 crc = new CRC32();
        append(crc, header, 0, typeAndSize(base == null ? entry.type() : Constants.OBJ_OFS_DELTA, entry.size()));
        if (base != null) {
            int first = distance(offset - base.offset());
            append(crc, header, first, header.length - first);
            deltas++;
        }
        append(crc, from, entry.dataBegin(), entry.dataEnd() - entry.dataBegin());
        PackedObjectInfo object = new PackedObjectInfo(entry.id());
        object.setOffset(offset);
        object.setCRC((int) crc.getValue());
        objects.add(object);
        return new Place(offset, base == null ? 0 : base.depth() + 1);
    }

    private void append(CRC32 crc, byte[] bytes, int from, int length) {
        crc.update(bytes, from, length);
        out.write(bytes, from, length);
    }

    private int typeAndSize(int type, long size) {
        int used = 0;
        int digit = (type << 4) | (int) (size & 0xf);
        for (long rest = size >>> 4; rest > 0; rest >>>= 7) {
            header[used++] = (byte) (digit | 0x80);
            digit = (int) (rest & 0x7f);
        }
        header[used++] = (byte) digit;
        return used;
    }

    private int distance(int distance) {
        int first = header.length - 1;
        header[first] = (byte) (distance & 0x7f);
        for (int rest = distance >>> 7; rest > 0; rest >>>= 7) {
            rest--;
            header[--first] = (byte) ((rest & 0x7f) | 0x80);
        }
        return first;
    }

    private void finish() throws IOException {
        byte[] bytes = out.toByteArray();
        NB.encodeInt32(bytes, SIGNATURE.length, objects.size());
        byte[] hash = Constants.newMessageDigest().digest(bytes);
        out.reset();
        out.write(bytes);
        out.write(hash);
        pack = out.toByteArray();
        out.reset();
        objects.sort(null);
        BasePackIndexWriter.createVersion(out, INDEX_VERSION).write(objects, hash);
        index = out.toByteArray();
        out.reset();
    }
}
