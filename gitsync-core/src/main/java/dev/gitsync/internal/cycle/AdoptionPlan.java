package dev.gitsync.internal.cycle;

import dev.gitsync.error.StoreRejectedException;
import dev.gitsync.format.PathNaming;
import dev.gitsync.internal.attachment.AttachmentBlobs;
import dev.gitsync.internal.index.AttachmentIndex;
import dev.gitsync.internal.index.IndexedAttachment;
import dev.gitsync.internal.lfs.LfsPointer;
import dev.gitsync.internal.pages.SuffixedNames;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.StreamedBlobs;
import dev.gitsync.model.Attachment;
import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.ContentHash;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.store.PageChange.PutAttachment;
import dev.gitsync.store.attachment.AttachmentStore;
import dev.gitsync.store.attachment.ContentSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps that make files of {@code main} attachments. Contents that the store does not read from the repository are stored first. */
final class AdoptionPlan {
    private static final Logger LOG = LoggerFactory.getLogger(AdoptionPlan.class);
    /** The size of the files of one plan, whose last one may exceed it. */
    private static final long MOST_BYTES = 256L << 20;

    private final Workspace work;
    private final Space space;
    private final AttachmentStore store;
    private final SuffixedNames suffixed;
    private final AttachmentBlobs blobs;
    private final List<PutAttachment> steps = new ArrayList<>();
    private final List<IndexedAttachment> placed = new ArrayList<>();
    private long bytes;

    /** Creates an empty plan for {@code wiki}. */
    AdoptionPlan(Workspace work, Wiki wiki) {
        this.work = work;
        this.space = wiki.space();
        this.store = wiki.store();
        this.suffixed = new SuffixedNames(wiki.naming());
        this.blobs = new AttachmentBlobs(store, space, work.attachmentTarget());
    }

    /** The wiki whose attachments the files become. */
    record Wiki(Space space, AttachmentStore store, PathNaming naming) {}

    /** Returns the steps, in the order in which files were added. */
    List<PutAttachment> steps() {
        return steps;
    }

    /** Returns the attachments as the index will have them, except for their versions. */
    List<IndexedAttachment> placed() {
        return placed;
    }

    /** Returns whether no more files fit: a plan is the least that a cycle does, however late it is. */
    boolean isFull() {
        return bytes >= MOST_BYTES;
    }

    /** Adds a file, unless the wiki can't have it. */
    void add(PageId id, UnadoptedFiles.File file) throws IOException {
        AttachmentIndex.Owner owner = work.index().attachments().ownerOf(file.path());
        Content content = content(file);
        bytes += content.size();
        work.budget().charge(1);
        work.budget().chargeBytes(content.size());
        AttachmentContent wanted = new AttachmentContent(owner.id(), name(owner, id), content.hash(), content.size());
        Optional<String> rejection = store.rejection(wanted);
        if (rejection.isEmpty()) {
            rejection = store(content);
        }
        if (rejection.isPresent()) {
            LOG.warn("Space {}: {} stays in git alone: {}", space.id(), Paths.shown(file.path()), rejection.get());
            return;
        }
        Optional<String> blob = content.blob();
        steps.add(new PutAttachment(id, 0, wanted, blob.orElse(null), file.provenance()));
        placed.add(IndexedAttachment.of(new Attachment(id, 0, wanted), owner.name(), file.blob()));
    }

    /** Returns the name for the wiki: that of the file, unless another attachment has it there. */
    private String name(AttachmentIndex.Owner owner, PageId id) throws IOException {
        return isFree(owner, owner.name())
                ? owner.name()
                : suffixed.free(id, owner.name(), name -> isFree(owner, name));
    }

    private boolean isFree(AttachmentIndex.Owner owner, String name) throws IOException {
        return work.index().attachments().titled(owner.id(), name).isEmpty();
    }

    /** Returns the contents of a file: for a pointer of Git LFS those to which it points, if the wiki has them. */
    private Content content(UnadoptedFiles.File file) throws IOException {
        ObjectId blob = file.blob();
        Optional<LfsPointer> pointer = blobs.pointer(file.path(), blob);
        if (pointer.isPresent() && isStored(pointer.get())) {
            return new Content(pointer.get().hash(), pointer.get().size(), null, work.reader());
        }
        long size = work.reader().getObjectSize(blob, Constants.OBJ_BLOB);
        return new Content(AttachmentBlobs.hash(work.reader(), blob), size, blob, work.reader());
    }

    private boolean isStored(LfsPointer pointer) {
        Long size = store.sizes(space, Set.of(pointer.hash())).get(pointer.hash());
        return size != null && size == pointer.size();
    }

    /** Stores contents, and returns why the wiki does not take them, if it doesn't. */
    private Optional<String> store(Content content) throws IOException {
        try {
            if (content.file() != null && !store.readsRepository()) {
                store.store(space, content);
            }
            return Optional.empty();
        } catch (StoreRejectedException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Contents of a file.
     *
     * @param file the blob with the contents, or null if they are in the wiki alone
     */
    private record Content(
            ContentHash hash, long size, @Nullable ObjectId file, ObjectReader reader) implements ContentSource {
        @Override
        public InputStream open() throws IOException {
            if (file == null) {
                throw new IOException("The contents are not in the repository");
            }
            return StreamedBlobs.open(reader, file).openStream();
        }

        @Override
        public Optional<String> blob() {
            return Optional.ofNullable(file).map(ObjectId::name);
        }
    }
}
