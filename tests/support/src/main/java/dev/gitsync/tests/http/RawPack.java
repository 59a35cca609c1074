package dev.gitsync.tests.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Adler32;
import java.util.zip.Deflater;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/** A hand-made pack, which may be invalid in any way. */
public final class RawPack {
    /** The type of a commit. */
    public static final int COMMIT = Constants.OBJ_COMMIT;

    /** The type of a tree. */
    public static final int TREE = Constants.OBJ_TREE;

    /** The type of a file. */
    public static final int BLOB = Constants.OBJ_BLOB;

    private static final String PERSON = "Mallory <mallory@example.org> 1760000000 +0000";
    private static final int REF_DELTA = Constants.OBJ_REF_DELTA;
    /** Reused, because each one allocates a quarter of a mebibyte, and packs have tens of thousands of objects. */
    private static final ThreadLocal<Deflater> DEFLATER =
            ThreadLocal.withInitial(() -> new Deflater(Deflater.BEST_SPEED));

    private final List<byte[]> entries = new ArrayList<>();
    private int version = 2;
    private @Nullable Integer claimed;
    private boolean badChecksum;

    /** Adds an object and returns its id. */
    public ObjectId add(int type, byte[] content) {
        entries.add(entry(type, content.length, new byte[0], deflate(content)));
        return id(type, content);
    }

    /** Adds a file and returns its id. */
    public ObjectId blob(String text) {
        return add(BLOB, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a tree of entries in the given order, which may be invalid. */
    public ObjectId tree(Item... items) {
        ByteArrayOutputStream tree = new ByteArrayOutputStream();
        for (Item item : items) {
            tree.writeBytes((item.mode() + " ").getBytes(StandardCharsets.ISO_8859_1));
            tree.writeBytes(item.name());
            tree.write(0);
            byte[] id = new byte[20];
            item.id().copyRawTo(id, 0);
            tree.writeBytes(id);
        }
        return add(TREE, tree.toByteArray());
    }

    /** Adds a commit with a valid author. */
    public ObjectId commit(ObjectId tree, ObjectId... parents) {
        StringBuilder commit = new StringBuilder("tree " + tree.name() + "\n");
        for (ObjectId parent : parents) {
            commit.append("parent ").append(parent.name()).append('\n');
        }
        commit.append("author " + PERSON + "\ncommitter " + PERSON + "\n\nHello\n");
        return add(COMMIT, commit.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** A tag of a commit. */
    public ObjectId tag(ObjectId commit) {
        String tag = "object " + commit.name() + "\ntype commit\ntag v1\ntagger " + PERSON + "\n\nHello\n";
        return add(Constants.OBJ_TAG, tag.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds an entry of {@code type} whose header declares {@code size}, followed by {@code deflated} unchanged. */
    public RawPack entry(int type, long size, byte[] deflated) {
        entries.add(entry(type, size, new byte[0], deflated));
        return this;
    }

    /** Adds a delta on {@code base}. */
    public RawPack delta(ObjectId base, byte[] delta) {
        byte[] id = new byte[20];
        base.copyRawTo(id, 0);
        entries.add(entry(REF_DELTA, delta.length, id, deflate(delta)));
        return this;
    }

    /** Sets the version in the header; the default is 2. */
    public RawPack version(int number) {
        version = number;
        return this;
    }

    /** Makes the header of the pack declare that many objects. */
    public RawPack claiming(int objects) {
        claimed = objects;
        return this;
    }

    /** Makes the checksum wrong. */
    public RawPack withBadChecksum() {
        badChecksum = true;
        return this;
    }

    /** Returns the pack. */
    public byte[] bytes() {
        ByteArrayOutputStream pack = new ByteArrayOutputStream();
        pack.writeBytes("PACK".getBytes(StandardCharsets.US_ASCII));
        pack.writeBytes(ByteBuffer.allocate(8)
                .putInt(version)
                .putInt(claimed == null ? entries.size() : claimed)
                .array());
        entries.forEach(pack::writeBytes);
        byte[] sum = sha1().digest(pack.toByteArray());
        sum[0] ^= (byte) (badChecksum ? 1 : 0);
        pack.writeBytes(sum);
        return pack.toByteArray();
    }

    /** Computes the id as git does, without JGit's collision detection, which takes most of the time of a large object. */
    private static ObjectId id(int type, byte[] content) {
        MessageDigest sha1 = sha1();
        sha1.update(Constants.encodeASCII(Constants.typeString(type) + " " + content.length + "\0"));
        return ObjectId.fromRaw(sha1.digest(content));
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Compresses as git does. */
    public static byte[] deflate(byte[] content) {
        Deflater deflater = DEFLATER.get();
        deflater.reset();
        deflater.setInput(content);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        return out.toByteArray();
    }

    /** Deflates without compression, which takes almost no time. */
    public static byte[] store(byte[] content) {
        Adler32 sum = new Adler32();
        sum.update(content);
        return ByteBuffer.allocate(content.length + 11)
                .put(new byte[] {0x78, 1, 1})
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) content.length)
                .putShort((short) ~content.length)
                .put(content)
                .order(ByteOrder.BIG_ENDIAN)
                .putInt((int) sum.getValue())
                .array();
    }

    private static byte[] entry(int type, long size, byte[] base, byte[] deflated) {
        ByteArrayOutputStream entry = new ByteArrayOutputStream();
        long left = size >>> 4;
        int first = type << 4 | (int) (size & 15);
        entry.write(left == 0 ? first : first | 0x80);
        while (left != 0) {
            int next = (int) (left & 0x7f);
            left >>>= 7;
            entry.write(left == 0 ? next : next | 0x80);
        }
        entry.writeBytes(base);
        entry.writeBytes(deflated);
        return entry.toByteArray();
    }

    /**
     * An entry of a tree.
     *
     * @param mode the mode as in the tree, so "40000" and not "040000"
     * @param octets the name, one Latin-1 character for each byte
     */
    public record Item(String mode, String octets, ObjectId id) {
        /** Returns an entry whose name is encoded in UTF-8. */
        public static Item of(String mode, String name, ObjectId id) {
            byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
            return new Item(mode, new String(utf8, StandardCharsets.ISO_8859_1), id);
        }

        /** Returns an entry for a file. */
        public static Item file(String name, ObjectId id) {
            return of("100644", name, id);
        }

        /** Returns an entry for a folder. */
        public static Item folder(String name, ObjectId id) {
            return of("40000", name, id);
        }

        /** Returns the bytes of the name. */
        public byte[] name() {
            return octets.getBytes(StandardCharsets.ISO_8859_1);
        }
    }
}
