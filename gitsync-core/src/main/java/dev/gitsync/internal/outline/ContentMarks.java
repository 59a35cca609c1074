package dev.gitsync.internal.outline;

import dev.gitsync.internal.attachment.AttachmentBlobs;
import dev.gitsync.internal.lfs.LfsPointer;
import dev.gitsync.internal.work.WorkBudget;
import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.Change;
import dev.gitsync.model.Change.AttachmentRevision;
import dev.gitsync.model.ContentHash;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * Tells the contents of the attachments in a feed apart, by their size alone where that is enough, so that few files have to be read: equal
 * marks mean equal contents, unless a file has contents that the feed never had. Not safe for use by several threads.
 */
final class ContentMarks {
    /** The contents of each size, as long as only one has it. */
    private final Map<Long, ContentHash> only = new HashMap<>();
    /** All contents of the other sizes. */
    private final Set<ContentHash> several = new HashSet<>();

    private final Set<Long> severalSizes = new HashSet<>();

    /** Reads the next change of the feed. Read all of it before marks are compared. */
    void read(Change change) {
        if (!(change instanceof AttachmentRevision revision)) {
            return;
        }
        ContentHash hash = revision.content().hash();
        long size = revision.content().size();
        ContentHash known = only.putIfAbsent(size, hash);
        if (known != null && !known.equals(hash)) {
            severalSizes.add(size);
            several.add(known);
            several.add(hash);
        }
    }

    /** Returns the mark of an attachment of the feed. */
    Object of(AttachmentContent content) {
        return mark(content.size(), content.hash());
    }

    /** Returns the mark of a file, or of the contents to which it points; empty if no attachment of the feed had its contents. */
    Optional<Object> of(ObjectReader reader, ObjectId blob, WorkBudget budget) throws IOException {
        budget.spend();
        Optional<LfsPointer> pointer = LfsPointer.read(reader, blob).filter(this::isKnown);
        if (pointer.isPresent()) {
            return Optional.of(mark(pointer.get().size(), pointer.get().hash()));
        }
        long size = reader.getObjectSize(blob, Constants.OBJ_BLOB);
        if (!severalSizes.contains(size)) {
            return only.containsKey(size) ? Optional.of(size) : Optional.empty();
        }
        budget.spend(size / WorkBudget.BYTES_PER_UNIT);
        ContentHash hash = AttachmentBlobs.hash(reader, blob);
        return several.contains(hash) ? Optional.of(hash) : Optional.empty();
    }

    private boolean isKnown(LfsPointer pointer) {
        return severalSizes.contains(pointer.size())
                ? several.contains(pointer.hash())
                : pointer.hash().equals(only.get(pointer.size()));
    }

    private Object mark(long size, ContentHash hash) {
        return severalSizes.contains(size) ? hash : (Object) size;
    }
}
