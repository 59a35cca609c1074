package dev.gitsync.internal.inspect;

import dev.gitsync.internal.index.AttachmentIndex;
import dev.gitsync.internal.index.IndexedAttachment;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.model.Attachment;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.report.VerifyReport.Difference.Kind;
import dev.gitsync.store.attachment.AttachmentStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Compares the attachments of the wiki with the index, and the index with the files of {@code main}. Files are compared by their
 * blobs, and contents by their hash and size, so that no contents are read.
 */
final class AttachmentCheck {
    private static final int BATCH = 500;

    private final AttachmentStore store;
    private final Workspace work;
    private final AttachmentIndex index;
    private final Findings findings;
    private final Set<PageId> live = new HashSet<>();

    AttachmentCheck(AttachmentStore store, Workspace work, Findings findings) {
        this.store = store;
        this.work = work;
        this.index = work.index().attachments();
        this.findings = findings;
    }

    /**
     * Compares everything.
     *
     * @param failed the attachments whose newest revision could not be imported
     */
    void run(Space space, Set<PageId> failed) throws IOException {
        List<Attachment> batch = store.attachments(space, null, BATCH);
        while (!batch.isEmpty()) {
            for (Attachment attachment : batch) {
                work.budget().spend();
                live.add(attachment.id());
                if (!failed.contains(attachment.id())) {
                    check(attachment);
                }
            }
            batch = store.attachments(space, batch.get(batch.size() - 1).id(), BATCH);
        }
        try {
            index.forEach(this::checkIndexed);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void check(Attachment attachment) throws IOException {
        Optional<IndexedAttachment> known = index.find(attachment.id());
        if (known.isEmpty()) {
            add(Kind.ATTACHMENT_NOT_IN_INDEX, attachment.id(), "is live in the wiki, but not in the index");
        } else if (known.get().version() != attachment.version()
                || !known.get().content().equals(attachment.content())) {
            add(
                    Kind.ATTACHMENT_DIFFERS,
                    attachment.id(),
                    "is known to the index at version "
                            + known.get().version() + " with " + known.get().content() + ", but the wiki has version "
                            + attachment.version() + " with " + attachment.content());
        }
    }

    private void checkIndexed(IndexedAttachment attachment) {
        try {
            if (!live.contains(attachment.id())) {
                add(Kind.ATTACHMENT_NOT_IN_WIKI, attachment.id(), "is in the index, but not live in the wiki");
            }
            checkPlace(attachment);
            checkFile(attachment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Checks that the file belongs to the attachment by its path, and is in the folder of its page if there is one. */
    private void checkPlace(IndexedAttachment attachment) throws IOException {
        Optional<PageId> found = index.at(index.path(attachment)).map(IndexedAttachment::id);
        if (!found.equals(Optional.of(attachment.id()))) {
            add(
                    Kind.ATTACHMENT_DIFFERS,
                    attachment.id(),
                    "has a path in the index that belongs to "
                            + found.map(PageId::value).orElse("no attachment"));
        }
        PageId owner = attachment.owner();
        boolean hasHome = owner == null || work.index().page(owner).isPresent();
        if (attachment.isDisplaced() && hasHome) {
            add(
                    Kind.ATTACHMENT_DIFFERS,
                    attachment.id(),
                    "belongs to page " + owner + ", but has its file in the folder of " + attachment.place());
        }
    }

    private void checkFile(IndexedAttachment attachment) throws IOException {
        String path = index.path(attachment);
        Optional<ObjectId> file = work.fileAt(path);
        if (!file.equals(Optional.of(attachment.blob()))) {
            findings.add(
                    Kind.ATTACHMENT_FILE_DIFFERS,
                    path,
                    "is " + file.map(blob -> "blob " + blob.name()).orElse("missing") + ", but the file of attachment "
                            + attachment.id() + " is blob " + attachment.blob().name());
        }
    }

    private void add(Kind kind, PageId attachment, String detail) {
        findings.add(kind, attachment.value(), detail);
    }
}
