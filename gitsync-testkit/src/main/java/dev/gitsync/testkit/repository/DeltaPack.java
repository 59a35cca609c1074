package dev.gitsync.testkit.repository;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;

/** A handmade pack of files, with deltas and headers that git never writes. */
final class DeltaPack {
    private static final int HEADER_BYTES = 12;
    private static final int LONGEST_INSERT = 127;

    private final ByteArrayOutputStream entries = new ByteArrayOutputStream();
    private int count;

    /**
     * A file that is or is not in the pack.
     *
     * @param position its offset in the pack
     */
    record Item(String text, long position) {
        ObjectId id() {
            return new ObjectInserter.Formatter().idFor(Constants.OBJ_BLOB, RepositoryStoreFixture.bytes(text));
        }
    }

    Item whole(String text) {
        Item item = next(text);
        header(Constants.OBJ_BLOB, text.length());
        deflate(RepositoryStoreFixture.bytes(text));
        return item;
    }

    /**
     * Adds a file of sixteen bytes whose encoded length has eleven digits, one more than git reads. In JGit the last
     * digit counts for eight.
     */
    Item wholeOfTooManyDigits(String sixteen) {
        Item item = next(sixteen);
        entries.write(0x80 | Constants.OBJ_BLOB << 4 | 8);
        for (int digit = 2; digit <= 10; digit++) {
            entries.write(0x80);
        }
        entries.write(1);
        deflate(RepositoryStoreFixture.bytes(sixteen));
        return item;
    }

    /** Adds a delta that refers to its base by offset. */
    Item onOffset(Item base, String text) {
        Item item = next(text);
        byte[] delta = delta(base.text(), text);
        header(Constants.OBJ_OFS_DELTA, delta.length);
        long back = item.position() - base.position();
        byte[] distance = new byte[10];
        int at = distance.length;
        distance[--at] = (byte) (back & 0x7f);
        for (long left = back >>> 7; left != 0; left >>>= 7) {
            left--;
            distance[--at] = (byte) (0x80 | (left & 0x7f));
        }
        entries.write(distance, at, distance.length - at);
        deflate(delta);
        return item;
    }

    /** Adds a delta that refers to its base by id. */
    Item onId(Item base, String text) {
        Item item = next(text);
        byte[] delta = delta(base.text(), text);
        header(Constants.OBJ_REF_DELTA, delta.length);
        byte[] id = new byte[Constants.OBJECT_ID_LENGTH];
        base.id().copyRawTo(id, 0);
        entries.writeBytes(id);
        deflate(delta);
        return item;
    }

    private Item next(String text) {
        count++;
        return new Item(text, HEADER_BYTES + entries.size());
    }

    byte[] bytes() {
        byte[] pack = ByteBuffer.allocate(HEADER_BYTES + entries.size() + Constants.OBJECT_ID_LENGTH)
                .put("PACK".getBytes(StandardCharsets.US_ASCII))
                .putInt(2)
                .putInt(count)
                .put(entries.toByteArray())
                .array();
        var digest = Constants.newMessageDigest();
        digest.update(pack, 0, pack.length - Constants.OBJECT_ID_LENGTH);
        System.arraycopy(
                digest.digest(), 0, pack, pack.length - Constants.OBJECT_ID_LENGTH, Constants.OBJECT_ID_LENGTH);
        return pack;
    }

    /** Returns a delta that copies nothing from its base. */
    private static byte[] delta(String base, String text) {
        var delta = new ByteArrayOutputStream();
        number(delta, base.length());
        number(delta, text.length());
        byte[] bytes = RepositoryStoreFixture.bytes(text);
        for (int at = 0; at < bytes.length; at += LONGEST_INSERT) {
            int length = Math.min(LONGEST_INSERT, bytes.length - at);
            delta.write(length);
            delta.write(bytes, at, length);
        }
        return delta.toByteArray();
    }

    private void header(int type, int size) {
        int left = size >>> 4;
        entries.write(type << 4 | (size & 15) | (left == 0 ? 0 : 0x80));
        if (left != 0) {
            number(entries, left);
        }
    }

    private static void number(ByteArrayOutputStream out, int number) {
        int left = number;
        for (; left > 0x7f; left >>>= 7) {
            out.write(0x80 | (left & 0x7f));
        }
        out.write(left);
    }

    private void deflate(byte[] bytes) {
        var deflater = new Deflater();
        deflater.setInput(bytes);
        deflater.finish();
        byte[] buffer = new byte[8192];
        while (!deflater.finished()) {
            entries.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
    }
}
