package dev.gitsync.internal.attachment;

import dev.gitsync.internal.work.WorkBudget;
import dev.gitsync.model.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/** Determines the contents of the files of a push. Each blob is read once, as a stream. Not safe for use by several threads. */
final class FileContents {
    /** The number of bytes whose reading costs one unit of the budget. */
    private static final int UNIT = 64 << 10;

    private final ObjectReader reader;
    private final WorkBudget budget;
    private final Map<ObjectId, Content> known = new HashMap<>();

    FileContents(ObjectReader reader, WorkBudget budget) {
        this.reader = reader;
        this.budget = budget;
    }

    /**
     * The contents of an attachment.
     *
     * @param isBlob whether the blob of the file has them, and not only a pointer to them
     */
    record Content(ContentHash hash, long size, boolean isBlob) {}

    Content of(ObjectId blob) throws IOException {
        Content content = known.get(blob);
        if (content == null) {
            content = read(blob);
            known.put(blob, content);
        }
        return content;
    }

    /** Returns whether a blob of the repository has contents of this size, and is not only a pointer to them. */
    boolean isIn(ObjectId blob, long size) throws IOException {
        Content content = known.get(blob);
        return content == null ? reader.getObjectSize(blob, Constants.OBJ_BLOB) == size : content.isBlob();
    }

    private Content read(ObjectId blob) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[UNIT];
        long size = 0;
        try (InputStream in = reader.open(blob, Constants.OBJ_BLOB).openStream()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                budget.spend();
                digest.update(buffer, 0, count);
                size += count;
            }
        }
        return new Content(new ContentHash(HexFormat.of().formatHex(digest.digest())), size, true);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
