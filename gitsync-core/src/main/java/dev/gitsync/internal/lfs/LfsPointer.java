package dev.gitsync.internal.lfs;

import dev.gitsync.model.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * The text that git has in place of the contents of a file of Git LFS.
 *
 * @param hash the hash of the contents, which is the id of the LFS object
 * @param size the size of the contents in bytes
 */
public record LfsPointer(ContentHash hash, long size) {
    /** The specification: a pointer, extensions included, is shorter than this. */
    public static final int MAX_BYTES = 1024;

    /** A part of the text of every pointer. */
    public static final String PART = "oid sha256:";

    /** Parses a pointer in every form that git-lfs accepts. Returns empty for anything else. */
    public static Optional<LfsPointer> parse(byte[] blob) {
        return blob.length >= MAX_BYTES
                ? Optional.empty()
                : PointerParser.parse(blob).map(parsed -> new LfsPointer(parsed.hash(), parsed.size()));
    }

    /** Returns the pointer that an opened blob consists of, if it is one. The contents of larger blobs are not read. */
    public static Optional<LfsPointer> of(ObjectLoader blob) {
        return blob.getSize() >= MAX_BYTES ? Optional.empty() : parse(blob.getCachedBytes());
    }

    /**
     * Returns whether git-lfs takes an opened blob for a pointer although it is longer than a pointer: git-lfs looks at the first 1,024
     * bytes alone, and white space around a pointer does not count.
     */
    public static boolean isTooLong(ObjectLoader blob) throws IOException {
        if (blob.getSize() < MAX_BYTES) {
            return false;
        }
        try (InputStream in = blob.openStream()) {
            return isStart(in.readNBytes(MAX_BYTES));
        }
    }

    /** Returns whether git-lfs takes contents for a pointer that begin with these bytes, the first {@value #MAX_BYTES} or all. */
    public static boolean isStart(byte[] first) {
        return PointerParser.parse(first).isPresent();
    }

    /** Reads a blob if it can be a pointer, and parses it. The contents of larger blobs are not read. */
    public static Optional<LfsPointer> read(ObjectReader reader, ObjectId blob) throws IOException {
        return reader.getObjectSize(blob, Constants.OBJ_BLOB) >= MAX_BYTES
                ? Optional.empty()
                : parse(reader.open(blob, Constants.OBJ_BLOB).getBytes(MAX_BYTES));
    }

    /** Returns the blob in the only form that git-lfs writes. Empty contents have an empty blob. */
    public byte[] bytes() {
        return size == 0 ? new byte[0] : text(PointerParser.VERSIONS.get(0)).getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Returns the forms in which histories have this pointer: with the names of the version that earlier clients wrote, with carriage
     * returns from conversions of line ends, and without the last line end that an editor removed.
     */
    List<byte[]> usualForms() {
        if (size == 0) {
            return List.of(bytes());
        }
        List<byte[]> forms = new ArrayList<>();
        for (String version : PointerParser.VERSIONS) {
            for (String text : List.of(text(version), text(version).replace("\n", "\r\n"))) {
                forms.add(text.getBytes(StandardCharsets.US_ASCII));
                forms.add(text.strip().getBytes(StandardCharsets.US_ASCII));
            }
        }
        return forms;
    }

    private String text(String version) {
        return "version " + version + "\noid sha256:" + hash + "\nsize " + size + "\n";
    }
}
