package dev.gitsync.internal.lfs;

import dev.gitsync.model.ContentHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * The text that git has in place of the contents of a file of Git LFS.
 *
 * @param hash the hash of the contents, which is the id of the LFS object
 * @param size the size of the contents in bytes
 */
public record LfsPointer(ContentHash hash, long size) {
    /** The specification: a pointer, extensions included, is shorter than this. */
    static final int MAX_BYTES = 1024;

    /** A part of the text of every pointer. */
    public static final String PART = "oid sha256:";

    /** Parses a pointer in every form that git-lfs accepts. Returns empty for anything else. */
    public static Optional<LfsPointer> parse(byte[] blob) {
        return blob.length >= MAX_BYTES
                ? Optional.empty()
                : PointerParser.parse(blob).map(parsed -> new LfsPointer(parsed.hash(), parsed.size()));
    }

    /** Reads a blob if it can be a pointer, and parses it. The contents of larger blobs are not read. */
    public static Optional<LfsPointer> read(ObjectReader reader, ObjectId blob) throws IOException {
        return reader.getObjectSize(blob, Constants.OBJ_BLOB) >= MAX_BYTES
                ? Optional.empty()
                : parse(reader.open(blob, Constants.OBJ_BLOB).getBytes(MAX_BYTES));
    }

    /** Returns the blob in the only form that git-lfs writes. Empty contents have an empty blob. */
    public byte[] bytes() {
        String text = size == 0
                ? ""
                : "version https://git-lfs.github.com/spec/v1\noid sha256:" + hash + "\nsize " + size + "\n";
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
