package dev.gitsync.internal.repair;

import dev.gitsync.internal.attachment.AttachmentBlobs;
import dev.gitsync.internal.index.AttachmentIndex;
import dev.gitsync.internal.index.IndexedAttachment;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.placement.AttachmentPlacement;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.model.Attachment;
import dev.gitsync.model.PageId;
import dev.gitsync.store.attachment.InvalidContentException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Writes the part of a rebuilt index about attachments, after that about pages, and puts their files in order:
 *
 * <ol>
 *   <li>An attachment keeps the file that an old index has for it, or the one under its name, if that has its contents; otherwise any
 *       other file of its page with its contents.
 *   <li>Otherwise, the file that it had moves to its new place; a file under its name gets its contents; or it gets a new file.
 *   <li>The files of attachments that an old index has, and the wiki does not, are removed. So are files that have the contents and the
 *       name of an earlier revision: the wiki changed or deleted that attachment, and main had not followed yet. Any other file is left,
 *       and becomes an attachment when the next cycle adopts the files of the space.
 * </ol>
 */
final class AttachmentRebuild {
    private final Workspace work;
    private final AttachmentIndex index;
    private final @Nullable SpaceIndex old;
    private final AttachmentPlacement placement;
    private final @Nullable AttachmentBlobs contents;
    private final PageFiles files;
    private int removed;
    private Map<PageId, String> unreadable = Map.of();

    /**
     * Creates a rebuild.
     *
     * @param old an index that may be wrong but still has the former paths, or null
     */
    AttachmentRebuild(Workspace work, @Nullable SpaceIndex old, Means means) {
        this.work = work;
        this.index = work.index().attachments();
        this.old = old;
        this.placement = means.placement();
        this.contents = means.contents();
        this.files = means.files();
    }

    /**
     * What places attachments.
     *
     * @param contents writes contents, or null if every file must be there already
     */
    record Means(AttachmentPlacement placement, @Nullable AttachmentBlobs contents, PageFiles files) {}

    /** Returns the number of files that were removed. */
    int removed() {
        return removed;
    }

    /** Returns the attachments whose contents the wiki lists but does not have, and why. If there are any, the result must be discarded. */
    Map<PageId, String> unreadable() {
        return unreadable;
    }

    /** Writes the index of these attachments, and returns those without a file if none may be written. */
    List<Attachment> run(Collection<Attachment> attachments) throws IOException {
        List<Attachment> open = new ArrayList<>();
        for (Attachment attachment : attachments) {
            work.budget().spend();
            if (!keepsFile(attachment)) {
                open.add(attachment);
            }
        }
        UnclaimedFiles unclaimed = UnclaimedFiles.of(work, files, open);
        List<Attachment> left = withoutEqualFile(withoutEqualFile(open, unclaimed, true), unclaimed, false);
        if (contents == null) {
            return left;
        }
        try {
            for (Attachment attachment : left) {
                place(attachment, contents, unclaimed);
            }
        } catch (FileNotFoundException | InvalidContentException e) {
            unreadable = contents.unreadable(left);
        }
        return List.of();
    }

    /** Gives attachments equal files, and returns those without one. A file with another name may be that of another attachment. */
    private List<Attachment> withoutEqualFile(List<Attachment> open, UnclaimedFiles unclaimed, boolean mustHaveName)
            throws IOException {
        List<Attachment> left = new ArrayList<>();
        for (Attachment attachment : open) {
            if (known(attachment.id()).isPresent() || !keepsEqualFile(attachment, unclaimed, mustHaveName)) {
                left.add(attachment);
            }
        }
        return left;
    }

    private boolean keepsEqualFile(Attachment attachment, UnclaimedFiles unclaimed, boolean mustHaveName)
            throws IOException {
        for (String path : unclaimed.with(attachment.content().hash())) {
            boolean mayBe = !mustHaveName || placement.mayHaveNamed(path, attachment);
            if (mayBe && keepsAt(path, attachment)) {
                return true;
            }
        }
        return false;
    }

    private boolean keepsAt(String path, Attachment attachment) throws IOException {
        boolean isHome =
                Objects.equals(index.ownerOf(path).id(), attachment.content().page());
        if (!isHome && !placement.awaits(attachment)) {
            return false;
        }
        keep(attachment, path);
        return true;
    }

    private IndexedAttachment keep(Attachment attachment, String path) throws IOException {
        AttachmentIndex.Owner owner = index.ownerOf(path);
        IndexedAttachment kept = IndexedAttachment.of(
                        attachment, owner.name(), work.fileAt(path).orElseThrow())
                .at(owner.id(), owner.name());
        index.put(kept);
        return kept;
    }

    /** Keeps the former files of attachments whose contents are lost, as far as an old index has them. */
    void keepFormer(Collection<Attachment> failed) throws IOException {
        for (Attachment attachment : failed) {
            recoverFormer(known(attachment.id()));
        }
    }

    /**
     * Removes the files of attachments of the old index that the wiki has no more.
     *
     * @param deletions the versions at which attachments were deleted
     */
    void removeUnowned(Map<PageId, Long> deletions) throws IOException {
        if (old == null) {
            return;
        }
        List<IndexedAttachment> former = new ArrayList<>();
        old.attachments().forEach(former::add);
        for (IndexedAttachment known : former) {
            if (index.find(known.id()).isEmpty()) {
                remove(known, deletions.getOrDefault(known.id(), known.version()));
            }
        }
    }

    /**
     * Removes the files that have the contents and the name of an earlier revision of an attachment, and belong to none now.
     *
     * @param former the earlier revisions, the newest first
     * @param deletions the versions at which attachments were deleted
     */
    void removeFormer(Collection<Attachment> former, Map<PageId, Long> deletions) throws IOException {
        UnclaimedFiles unclaimed = UnclaimedFiles.of(work, files, former);
        for (Attachment revision : former) {
            work.budget().spend();
            for (String path : unclaimed.with(revision.content().hash())) {
                if (placement.mayHaveNamed(path, revision)) {
                    removeFormer(path, revision, deletions.get(revision.id()));
                }
            }
        }
    }

    private void removeFormer(String path, Attachment revision, @Nullable Long deleted) throws IOException {
        removed++;
        if (deleted == null || index.find(revision.id()).isPresent()) {
            work.tree().remove(path);
            return;
        }
        placement.delete(keep(revision, path), deleted);
    }

    private void remove(IndexedAttachment known, long version) throws IOException {
        for (String path : List.of(formerPath(known), old().attachments().path(known))) {
            if (isFreeFile(path, known.blob())) {
                AttachmentIndex.Owner owner = index.ownerOf(path);
                IndexedAttachment there = known.at(owner.id(), owner.name());
                index.put(there);
                placement.delete(there, version);
                removed++;
                return;
            }
        }
    }

    private boolean keepsFile(Attachment attachment) throws IOException {
        Optional<IndexedAttachment> known = known(attachment.id());
        List<String> paths = new ArrayList<>();
        if (known.isPresent()
                && known.get().title().equals(attachment.content().name())
                && Objects.equals(known.get().owner(), attachment.content().page())) {
            paths.add(formerPath(known.get()));
        }
        placement.plainPath(attachment.content()).ifPresent(paths::add);
        for (String path : paths) {
            Optional<ObjectId> blob = work.fileAt(path);
            if (blob.isPresent()
                    && isFree(path)
                    && isFileOf(attachment, known, blob.get())
                    && keepsAt(path, attachment)) {
                return true;
            }
        }
        return false;
    }

    private boolean isFileOf(Attachment attachment, Optional<IndexedAttachment> known, ObjectId blob)
            throws IOException {
        boolean isKnown = known.isPresent()
                && known.get().blob().equals(blob)
                && known.get().hash().equals(attachment.content().hash());
        return isKnown || AttachmentBlobs.isFile(work.reader(), blob, attachment.content());
    }

    private void place(Attachment attachment, AttachmentBlobs source, UnclaimedFiles unclaimed) throws IOException {
        Optional<IndexedAttachment> known = known(attachment.id());
        List<String> equal = unclaimed.with(attachment.content().hash());
        if (!recoverFormer(known) && equal.isEmpty()) {
            overwrite(attachment);
        } else if (index.find(attachment.id()).isEmpty()) {
            keep(attachment, equal.get(0));
        }
        boolean hasBlob = known.isPresent()
                && known.get().hash().equals(attachment.content().hash())
                && work.reader().has(known.get().blob());
        ObjectId blob = hasBlob ? known.get().blob() : null;
        placement.place(attachment, path -> blob == null ? source.write(path, attachment.content()) : blob);
    }

    /** Gives the attachment the file that it had according to the old index, which then moves with its mode. */
    private boolean recoverFormer(Optional<IndexedAttachment> known) throws IOException {
        if (known.isEmpty() || !isFreeFile(formerPath(known.get()), known.get().blob())) {
            return false;
        }
        AttachmentIndex.Owner owner = index.ownerOf(formerPath(known.get()));
        index.put(known.get().at(owner.id(), owner.name()));
        return true;
    }

    /** Gives the attachment the file under its name, which then gets its contents and keeps its mode. */
    private void overwrite(Attachment attachment) throws IOException {
        Optional<String> path = placement.plainPath(attachment.content());
        Optional<ObjectId> blob = path.isEmpty() ? Optional.empty() : work.fileAt(path.get());
        if (blob.isPresent() && isFree(path.get())) {
            AttachmentIndex.Owner owner = index.ownerOf(path.get());
            if (Objects.equals(owner.id(), attachment.content().page())) {
                index.put(IndexedAttachment.of(attachment, owner.name(), blob.get()));
            }
        }
    }

    private Optional<IndexedAttachment> known(PageId id) throws IOException {
        return old == null ? Optional.empty() : old.attachments().find(id);
    }

    /** Returns the current path of a file: the folder of its page may have moved with the page. */
    private String formerPath(IndexedAttachment known) throws IOException {
        boolean isThere =
                known.place() == null || work.index().page(known.place()).isPresent();
        return isThere
                ? Paths.join(work.index().folder(known.place()), known.name())
                : old().attachments().path(known);
    }

    private SpaceIndex old() {
        return Objects.requireNonNull(old);
    }

    private boolean isFreeFile(String path, ObjectId blob) throws IOException {
        return work.fileAt(path).filter(blob::equals).isPresent() && isFree(path);
    }

    private boolean isFree(String path) throws IOException {
        return index.at(path).isEmpty();
    }
}
