package dev.gitsync.store.attachment;

import dev.gitsync.model.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Computes the hash and the size of contents, part by part. Not safe for use by several threads. */
public final class ContentDigest {
    private static final int BUFFER = 64 << 10;

    private final MessageDigest digest;
    private long size;

    /** Creates the digest of no bytes. */
    public ContentDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** Returns the digest of {@code bytes}. */
    public static ContentDigest of(byte[] bytes) {
        ContentDigest digest = new ContentDigest();
        digest.add(bytes, 0, bytes.length);
        return digest;
    }

    /** Returns the digest of all bytes of {@code in}, which is read in parts of 64 KiB and not closed. */
    public static ContentDigest of(InputStream in) throws IOException {
        ContentDigest digest = new ContentDigest();
        byte[] buffer = new byte[BUFFER];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            digest.add(buffer, 0, count);
        }
        return digest;
    }

    /** Adds the next {@code length} bytes of the contents, which begin at {@code offset} of {@code buffer}. */
    public void add(byte[] buffer, int offset, int length) {
        digest.update(buffer, offset, length);
        size += length;
    }

    /** Returns the number of bytes that were added. */
    public long size() {
        return size;
    }

    /** Returns the hash of the bytes that were added. Call it once, after the last byte. */
    public ContentHash hash() {
        return new ContentHash(HexFormat.of().formatHex(digest.digest()));
    }
}
