package dev.gitsync.jdbi.internal.jgit;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.InflaterInputStream;
import org.eclipse.jgit.internal.storage.dfs.DfsOutputStream;
import org.eclipse.jgit.lib.Constants;

/**
 * A pack that objects are appended to, in git's format (gitformat-pack(5)). Its header declares one object, like that
 * of JGit's own inserter, because the number of objects is not known at the start; readers use the index. For one
 * thread.
 */
final class GrowingPack implements AutoCloseable {
    private static final int BUFFER = 8192;
    /** The maximum length of a 64-bit offset in 7-bit digits. */
    private static final int MOST_DIGITS = 10;

    private static final byte[] HEADER = {'P', 'A', 'C', 'K', 0, 0, 0, 2, 0, 0, 0, 1};

    private final DfsOutputStream out;
    private final MessageDigest digest = Constants.newMessageDigest();
    private final CRC32 crc = new CRC32();
    private final Deflater small = new Deflater();
    private final Deflater fast = new Deflater(Deflater.NO_COMPRESSION);
    private final byte[] buffer = new byte[BUFFER];
    private long size;

    GrowingPack(DfsOutputStream out) throws IOException {
        this.out = out;
        append(HEADER, 0, HEADER.length);
    }

    /** Returns the current length, in bytes. */
    long size() {
        return size;
    }

    /** Appends a whole object; {@code isWorthIt} if compression is worth the time. */
    PackPosition append(int type, byte[] data, boolean isWorthIt) throws IOException {
        long offset = begin(type, data.length);
        long begin = size;
        deflate(isWorthIt ? small : fast, data, data.length, true);
        return new PackPosition(offset, begin, data.length, (int) crc.getValue());
    }

    /**
     * Appends a whole object with no more than one buffer of it in memory.
     *
     * @throws EOFException if {@code data} is shorter than {@code length}
     */
    PackPosition append(int type, long length, InputStream data) throws IOException {
        long offset = begin(type, length);
        long begin = size;
        byte[] part = new byte[BUFFER];
        for (long left = length; left > 0; ) {
            int read = data.readNBytes(part, 0, (int) Math.min(part.length, left));
            if (read == 0) {
                throw new EOFException("An object of " + length + " bytes ended after " + (length - left));
            }
            left -= read;
            deflate(small, part, read, left == 0);
        }
        return new PackPosition(offset, begin, length, (int) crc.getValue());
    }

    /** Appends a delta on {@code base}. The difference in a tree is an id, which does not compress. */
    PackPosition append(InsertedObject base, byte[] delta) throws IOException {
        long offset = begin(Constants.OBJ_OFS_DELTA, delta.length);
        appendDistance(offset - base.getOffset());
        long begin = size;
        deflate(fast, delta, delta.length, true);
        return new PackPosition(offset, begin, delta.length, (int) crc.getValue());
    }

    /** Appends the hash of the content, which ends the pack, and returns it. */
    byte[] finish() throws IOException {
        byte[] hash = digest.digest();
        append(hash, 0, hash.length);
        return hash;
    }

    /** Returns the uncompressed bytes of an object's entry. */
    InputStream read(InsertedObject object) {
        return new InflaterInputStream(new ReadBack(object.begin()));
    }

    private long begin(int type, long length) throws IOException {
        long offset = size;
        crc.reset();
        long rest = length >>> 4;
        int digits = (type << 4) | (int) (length & 0x0f);
        int used = 0;
        while (rest > 0) {
            buffer[used++] = (byte) (digits | 0x80);
            digits = (int) (rest & 0x7f);
            rest >>>= 7;
        }
        buffer[used++] = (byte) digits;
        append(buffer, 0, used);
        return offset;
    }

    private void appendDistance(long distance) throws IOException {
        int first = MOST_DIGITS - 1;
        buffer[first] = (byte) (distance & 0x7f);
        for (long rest = distance >>> 7; rest > 0; rest >>>= 7) {
            rest--;
            first--;
            buffer[first] = (byte) ((rest & 0x7f) | 0x80);
        }
        append(buffer, first, MOST_DIGITS - first);
    }

    private void deflate(Deflater deflater, byte[] data, int length, boolean isLast) throws IOException {
        deflater.setInput(data, 0, length);
        if (isLast) {
            deflater.finish();
        }
        while (isLast ? !deflater.finished() : !deflater.needsInput()) {
            append(buffer, 0, deflater.deflate(buffer, 0, buffer.length));
        }
        if (isLast) {
            deflater.reset();
        }
    }

    private void append(byte[] bytes, int offset, int length) throws IOException {
        digest.update(bytes, offset, length);
        crc.update(bytes, offset, length);
        out.write(bytes, offset, length);
        size += length;
    }

    @Override
    public void close() throws IOException {
        small.end();
        fast.end();
        out.close();
    }

    private final class ReadBack extends InputStream {
        private long position;

        ReadBack(long position) {
            this.position = position;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = out.read(position, ByteBuffer.wrap(target, offset, length));
            position += Math.max(0, read);
            return read;
        }
    }
}
