package dev.gitsync.internal.tree;

import dev.gitsync.model.ContentHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.BlobObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * The sizes and SHA-256 hashes of the large blobs of one received pack, computed from the bytes of which JGit computes the id. With them, the
 * contents of a pushed file are not read again. Remembers up to {@value #MOST} blobs of at least {@value #LEAST_BYTES} bytes; others
 * are cheap to read, or are read. For one pack; not safe for use by several threads.
 */
public final class ReceivedBlobs {
    /** The size from which blobs are remembered, in bytes. */
    public static final int LEAST_BYTES = 32 << 10;
    /** About 2 MB of memory. */
    static final int MOST = 10_000;

    /** Sorted and not hashed: a pusher chooses the objects, and so to some extent their ids. */
    private final Map<ObjectId, Blob> blobs = new TreeMap<>();

    /** The number of bytes at the beginning of a file in which git-lfs looks for a pointer. */
    private static final int POINTER_BYTES = 1024;

    private static final String OID = "oid sha256:";

    private final FoundObjects objects = new FoundObjects();
    private final byte[] head = new byte[LEAST_BYTES];
    private @Nullable MessageDigest digest;
    private long hashed;

    /**
     * A received blob.
     *
     * @param hash the SHA-256 of its contents
     * @param size the size of its contents, in bytes
     * @param hasOid whether its first kilobyte has a part of every pointer of Git LFS
     */
    public record Blob(ContentHash hash, long size, boolean hasOid) {}

    /** Returns a blob if it was received and is remembered. */
    public Optional<Blob> find(ObjectId id) {
        return Optional.ofNullable(blobs.get(id));
    }

    /** Returns the objects of Git LFS that pointers among the blobs name, as far as they were found. */
    public FoundObjects objects() {
        return objects;
    }

    /** Returns how many bytes were hashed. */
    public long hashedBytes() {
        return hashed;
    }

    /** Returns an observer of the next blob, whose contents it gets in parts. */
    public BlobObjectChecker observer() {
        return new Observer();
    }

    private final class Observer implements BlobObjectChecker {
        private long size;
        private boolean hasOid;

        @Override
        public void update(byte[] in, int from, int length) {
            // Small blobs, which most pages are, are copied and not hashed.
            if (size + length < LEAST_BYTES) {
                System.arraycopy(in, from, head, (int) size, length);
            } else if (blobs.size() < MOST) {
                MessageDigest sha256 = sha256();
                if (size < LEAST_BYTES) {
                    hasOid = hasOid(in, from, length);
                    sha256.reset();
                    hash(sha256, head, 0, (int) size);
                }
                hash(sha256, in, from, length);
            }
            size += length;
        }

        /** Looks at the first kilobyte, of which a part may be in the head. */
        private boolean hasOid(byte[] in, int from, int length) {
            byte[] first = Arrays.copyOf(head, POINTER_BYTES);
            if (size < POINTER_BYTES) {
                System.arraycopy(in, from, first, (int) size, Math.min(length, POINTER_BYTES - (int) size));
            }
            return new String(first, StandardCharsets.ISO_8859_1).contains(OID);
        }

        private void hash(MessageDigest sha256, byte[] bytes, int from, int length) {
            sha256.update(bytes, from, length);
            hashed += length;
        }

        @Override
        public void endBlob(AnyObjectId id) {
            if (size >= LEAST_BYTES && blobs.size() < MOST) {
                String hex = HexFormat.of().formatHex(sha256().digest());
                blobs.put(id.toObjectId(), new Blob(new ContentHash(hex), size, hasOid));
            }
        }
    }

    private MessageDigest sha256() {
        MessageDigest known = digest;
        if (known == null) {
            try {
                known = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java platform has SHA-256", e);
            }
            digest = known;
        }
        return known;
    }
}
