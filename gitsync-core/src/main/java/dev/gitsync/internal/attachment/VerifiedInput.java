package dev.gitsync.internal.attachment;

import dev.gitsync.model.ContentHash;
import dev.gitsync.store.attachment.ContentDigest;
import dev.gitsync.store.attachment.InvalidContentException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Contents that are checked against the size and the hash that were stated for them, while they are read. */
public final class VerifiedInput extends FilterInputStream {
    private static final int BUFFER = 64 * 1024;

    private final ContentHash expected;
    private final long size;
    private final ContentDigest digest = new ContentDigest();

    /** Checks the contents {@code in}. */
    public VerifiedInput(InputStream in, ContentHash expected, long size) {
        super(in);
        this.expected = expected;
        this.size = size;
    }

    /**
     * Returns the hash of contents, which are read to their end.
     *
     * @throws InvalidContentException when they have another size
     */
    public static ContentHash hash(InputStream in, long size) throws IOException {
        ContentDigest digest = new ContentDigest();
        byte[] buffer = new byte[BUFFER];
        for (int count = in.read(buffer); count >= 0 && digest.size() <= size; count = in.read(buffer)) {
            digest.add(buffer, 0, count);
        }
        if (digest.size() != size) {
            throw new InvalidContentException("The contents have "
                    + (digest.size() > size ? "more than " + size : digest.size() + " bytes, but " + size)
                    + " were expected");
        }
        return digest.hash();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        if (count > 0) {
            digest.add(buffer, offset, count);
        } else if (count < 0 && digest.size() < size) {
            throw new InvalidContentException(
                    "The contents have " + digest.size() + " bytes, but " + size + " were expected");
        }
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        throw new IOException("Every byte must be read");
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Checks the hash, and that nothing is left, after the stated number of bytes was read. */
    public void finish() throws IOException {
        if (read() >= 0) {
            throw new InvalidContentException("The contents have more than the expected " + size + " bytes");
        }
        ContentHash found = digest.hash();
        if (!found.equals(expected)) {
            throw new InvalidContentException(
                    "The contents have the hash " + found + ", but " + expected + " was expected");
        }
    }
}
