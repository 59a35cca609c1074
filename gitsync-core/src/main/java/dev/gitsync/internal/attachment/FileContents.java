package dev.gitsync.internal.attachment;

import dev.gitsync.internal.lfs.LfsPointer;
import dev.gitsync.internal.lfs.PointerFiles;
import dev.gitsync.internal.tree.ReceivedBlobs;
import dev.gitsync.internal.tree.StreamedBlobs;
import dev.gitsync.internal.work.WorkBudget;
import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.ContentHash;
import dev.gitsync.store.attachment.ContentDigest;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * Determines the contents of the files of a push: those of the blob or, if it is a pointer of Git LFS, of the object that it names. Each
 * blob is read once, as a stream, and a large one that the push has just brought is not read at all. Not safe for use by several threads.
 */
final class FileContents {
    private final PointerFiles pointers;
    private final ObjectReader reader;
    private final WorkBudget budget;
    private final ReceivedBlobs received;
    private final Map<ObjectId, Content> known = new HashMap<>();

    FileContents(PointerFiles pointers, AttachmentTask task) {
        this.pointers = pointers;
        this.reader = task.reader();
        this.budget = task.budget();
        this.received = task.received();
    }

    /** The contents of an attachment. */
    record Content(ContentHash hash, long size) {}

    Content of(String path, ObjectId blob) throws IOException {
        Optional<ReceivedBlobs.Blob> large = received.find(blob); // too large for a pointer
        if (large.isPresent()) {
            return new Content(large.get().hash(), large.get().size());
        }
        Optional<LfsPointer> pointer = pointers.pointer(path, blob);
        if (pointer.isPresent()) {
            return new Content(pointer.get().hash(), pointer.get().size());
        }
        Content content = known.get(blob);
        if (content == null) {
            content = read(blob);
            known.put(blob, content);
        }
        return content;
    }

    /** Returns whether a blob, which is the file of an attachment, has its contents, and is not only a pointer to them. */
    boolean isIn(ObjectId blob, AttachmentContent content) throws IOException {
        Optional<ReceivedBlobs.Blob> large = received.find(blob);
        if (large.isPresent()) {
            return large.get().size() == content.size();
        }
        return reader.getObjectSize(blob, Constants.OBJ_BLOB) == content.size()
                && LfsPointer.read(reader, blob)
                        .filter(pointer -> pointer.hash().equals(content.hash()))
                        .isEmpty();
    }

    private Content read(ObjectId blob) throws IOException {
        ContentDigest digest = new ContentDigest();
        byte[] buffer = new byte[WorkBudget.BYTES_PER_UNIT];
        try (InputStream in = StreamedBlobs.open(reader, blob).openStream()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                budget.spend();
                digest.add(buffer, 0, count);
            }
        }
        return new Content(digest.hash(), digest.size());
    }
}
