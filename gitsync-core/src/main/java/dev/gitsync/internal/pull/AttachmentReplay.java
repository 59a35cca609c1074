package dev.gitsync.internal.pull;

import dev.gitsync.internal.attachment.AttachmentBlobs;
import dev.gitsync.internal.attachment.AttachmentBlobs.MovedFile;
import dev.gitsync.internal.index.AttachmentIndex;
import dev.gitsync.internal.index.IndexedAttachment;
import dev.gitsync.internal.index.TrashedAttachment;
import dev.gitsync.internal.placement.AttachmentPlacement;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.model.Attachment;
import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.Change;
import dev.gitsync.model.Change.AttachmentRevision;
import dev.gitsync.model.Change.Tombstone;
import dev.gitsync.model.PageId;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/** Applies the changes of attachments to the tree and the index, as part of a {@link WikiReplay}. */
final class AttachmentReplay {
    private final Workspace work;
    private final AttachmentIndex index;
    private final AttachmentPlacement placement;
    private final @Nullable AttachmentBlobs contents;

    /**
     * Creates a replay.
     *
     * @param contents writes the contents, or null for a wiki without attachments
     */
    AttachmentReplay(Workspace work, AttachmentPlacement placement, @Nullable AttachmentBlobs contents) {
        this.work = work;
        this.index = work.index().attachments();
        this.placement = placement;
        this.contents = contents;
    }

    /** Returns whether a change is one of an attachment; unknown tombstones are not. */
    boolean isOfAttachment(Change change) throws IOException {
        return change instanceof AttachmentRevision
                || (change instanceof Tombstone
                        && (index.find(change.id()).isPresent()
                                || index.trashed(change.id()).isPresent()));
    }

    /** Returns the page in whose folder the file of the attachment is, if the attachment is live and there is one. */
    Optional<PageId> place(PageId id) throws IOException {
        return index.find(id).map(IndexedAttachment::place);
    }

    /** Returns the kind of a revision. */
    ReplayStep.Kind kind(AttachmentRevision revision) throws IOException {
        if (index.find(revision.id()).isPresent()) {
            return ReplayStep.Kind.EDIT;
        }
        return index.trashed(revision.id()).isPresent() ? ReplayStep.Kind.RESTORATION : ReplayStep.Kind.ADDITION;
    }

    /** Replays a change of an attachment, and returns whether it was new. */
    boolean replay(Change change) throws IOException {
        @Nullable IndexedAttachment before = index.find(change.id()).orElse(null);
        if (isKnown(before, change)) {
            return false;
        }
        if (change instanceof AttachmentRevision revision) {
            write(before, revision);
        } else if (before != null) {
            placement.delete(before, change.version());
        }
        return true;
    }

    /** Places the attachments of a page that is there now. */
    void placeWaiting(PageId page) throws IOException {
        for (IndexedAttachment attachment : index.removeWaiting(page)) {
            MovedFile file = new MovedFile(index.path(attachment), attachment.blob());
            placement.placeAgain(attachment, path -> contents().moved(file, path, attachment.content()));
        }
    }

    private boolean isKnown(@Nullable IndexedAttachment before, Change change) throws IOException {
        if (before != null) {
            return change.version() <= before.version();
        }
        return change instanceof Tombstone
                || index.trashed(change.id())
                        .filter(trashed -> change.version() <= trashed.version())
                        .isPresent();
    }

    private void write(@Nullable IndexedAttachment before, AttachmentRevision revision) throws IOException {
        Attachment wanted = new Attachment(revision.id(), revision.version(), revision.content());
        @Nullable
        IndexedAttachment known = before == null
                ? index.trashed(revision.id())
                        .map(TrashedAttachment::attachment)
                        .orElse(null)
                : before;
        if (known == null && !index.isAdopted() && takesOver(wanted)) {
            return;
        }
        AttachmentContent content = revision.content();
        if (known == null || !known.hash().equals(content.hash())) {
            placement.place(wanted, path -> contents().write(path, content));
            return;
        }
        String oldPath = before == null
                ? index.trashed(known.id()).map(TrashedAttachment::path).orElse("")
                : index.path(before);
        MovedFile file = new MovedFile(oldPath, known.blob());
        placement.place(
                wanted,
                path -> isInPlace(before, path) ? file.blob() : contents().moved(file, path, content));
    }

    /** Returns whether a live file stays where it is. A file that comes back may find other attributes at its old path. */
    private boolean isInPlace(@Nullable IndexedAttachment before, String path) throws IOException {
        return before != null && index.path(before).equals(path);
    }

    /**
     * Makes a file that is no attachment yet the file of a new attachment, if it has the same path and contents: then it was already
     * made one, and the process died before it wrote the index.
     */
    private boolean takesOver(Attachment wanted) throws IOException {
        for (String path : placement.originalPaths(wanted)) {
            Optional<ObjectId> blob = work.fileAt(path);
            AttachmentIndex.Owner owner = index.ownerOf(path);
            if (blob.isPresent()
                    && Objects.equals(owner.id(), wanted.content().page())
                    && index.at(owner.id(), owner.name()).isEmpty()
                    && AttachmentBlobs.isFile(work.reader(), blob.get(), wanted.content())) {
                index.put(IndexedAttachment.of(wanted, owner.name(), blob.get()));
                return true;
            }
        }
        return false;
    }

    /** Returns whether the wiki has the contents. */
    boolean areStored(AttachmentContent content) {
        return contents().areStored(content);
    }

    private AttachmentBlobs contents() {
        if (contents == null) {
            throw new IllegalStateException("The feed has an attachment, but the wiki has no AttachmentStore");
        }
        return contents;
    }
}
