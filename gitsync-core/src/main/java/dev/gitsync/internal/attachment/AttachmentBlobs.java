package dev.gitsync.internal.attachment;

import dev.gitsync.error.StoreException;
import dev.gitsync.internal.lfs.LfsPointer;
import dev.gitsync.internal.lfs.PointerFiles;
import dev.gitsync.internal.tree.StreamedBlobs;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.work.LruMap;
import dev.gitsync.model.Attachment;
import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.ContentHash;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.store.PageStore;
import dev.gitsync.store.attachment.AttachmentStore;
import dev.gitsync.store.attachment.ContentDigest;
import dev.gitsync.store.attachment.InvalidContentException;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.ObjectStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the contents of attachments as files of the repository. Contents are streamed, and each is read once, however many
 * attachments have it. Not safe for use by several threads.
 */
public final class AttachmentBlobs {
    private static final Logger LOG = LoggerFactory.getLogger(AttachmentBlobs.class);
    private static final int MOST_KNOWN = 10_000;

    private final AttachmentStore store;
    private final Space space;
    private final Target target;
    private final PointerFiles pointers;
    private final LruMap<ContentHash, ObjectId> known = new LruMap<>(MOST_KNOWN);
    /** The files that were written since the last commit, by path. */
    private final Map<String, Written> uncommitted = new HashMap<>();
    /** The contents that commits have as files, and that the wiki was not told about. */
    private final Map<ContentHash, String> written = new HashMap<>();

    /** Creates a writer of the attachments of {@code space}. */
    public AttachmentBlobs(AttachmentStore store, Space space, Target target) {
        this.store = store;
        this.space = space;
        this.target = target;
        this.pointers = new PointerFiles(target.reader(), target.tree());
    }

    /**
     * Where files are written.
     *
     * @param tree the tree that gets the files, whose attributes decide which of them are pointers of Git LFS
     * @param lfsThreshold the size in bytes above which a file becomes a pointer, unless the attributes say otherwise
     */
    public record Target(TreeEditor tree, ObjectReader reader, ObjectInserter inserter, long lfsThreshold) {}

    /**
     * A file that moves.
     *
     * @param path its path before
     */
    public record MovedFile(String path, ObjectId blob) {}

    /** Returns a writer of the attachments of {@code space}, or null for a wiki without attachments. */
    public static @Nullable AttachmentBlobs of(PageStore store, Space space, Target target) {
        return store.attachments()
                .map(attachments -> new AttachmentBlobs(attachments, space, target))
                .orElse(null);
    }

    /**
     * Inserts the file of an attachment at {@code path}: its contents, or a pointer if the tree has Git LFS for this path. Contents above
     * the threshold get a pointer, and the tree a line in {@code .gitattributes}. So do contents that git-lfs would read as a pointer
     * themselves: at a path with Git LFS, a checkout would look for the object that they name.
     *
     * @throws java.io.FileNotFoundException when the wiki does not have the contents
     * @throws dev.gitsync.store.attachment.InvalidContentException when it has others under their hash; the inserter must then be
     *     discarded
     */
    public ObjectId write(String path, AttachmentContent content) throws IOException {
        LfsPointer pointer = new LfsPointer(content.hash(), content.size());
        if (content.size() > target.lfsThreshold()) {
            pointers.track(path, target.inserter());
        }
        if (pointers.isWanted(pointer, path)) {
            return insert(pointer);
        }
        Optional<ObjectId> before = known.get(content.hash());
        return before.isPresent() ? noted(path, content, before.get()) : writeContents(path, content);
    }

    private ObjectId writeContents(String path, AttachmentContent content) throws IOException {
        try (VerifiedInput verified = open(content)) {
            byte[] start = verified.readNBytes(LfsPointer.MAX_BYTES);
            boolean looksLikePointer = LfsPointer.isStart(start);
            if (looksLikePointer) {
                LfsPointer pointer = new LfsPointer(content.hash(), content.size());
                pointers.track(path, target.inserter());
                if (pointers.isWanted(pointer, path)) {
                    return insert(pointer);
                }
            }
            InputStream all = new SequenceInputStream(new ByteArrayInputStream(start), verified);
            ObjectId blob = target.inserter().insert(Constants.OBJ_BLOB, content.size(), all);
            verified.finish();
            if (!looksLikePointer) {
                known.put(content.hash(), blob);
            }
            return noted(path, content, blob);
        }
    }

    private ObjectId insert(LfsPointer pointer) throws IOException {
        return target.inserter().insert(Constants.OBJ_BLOB, pointer.bytes());
    }

    private ObjectId noted(String path, AttachmentContent content, ObjectId blob) {
        uncommitted.put(path, new Written(content.hash(), blob));
        return blob;
    }

    private record Written(ContentHash hash, ObjectId blob) {}

    /**
     * Notes which of the files written since the last call are still in the tree. Call it before each commit: one that was replaced
     * before then is in no commit, and git will delete its blob.
     */
    public void beforeCommit() throws IOException {
        for (Map.Entry<String, Written> file : uncommitted.entrySet()) {
            ObjectId blob = file.getValue().blob();
            if (target.tree()
                    .find(file.getKey())
                    .filter(item -> item.id().equals(blob))
                    .isPresent()) {
                written.put(file.getValue().hash(), blob.name());
            }
        }
        uncommitted.clear();
    }

    /**
     * Returns the file of an attachment that moves to {@code path} with its contents: the same one unless Git LFS wants a pointer there
     * in place of contents, or the other way round. A line in {@code .gitattributes} for exactly this file moves with it. A file that
     * comes back to its old path keeps the line that is there. Contents that look like a pointer are treated as in {@link #write}.
     */
    public ObjectId moved(MovedFile file, String path, AttachmentContent content) throws IOException {
        LfsPointer pointer = new LfsPointer(content.hash(), content.size());
        Optional<LfsPointer> read = LfsPointer.read(target.reader(), file.blob());
        boolean isPointer = content.size() > 0
                && read.filter(found -> found.hash().equals(content.hash())).isPresent();
        boolean looksLikePointer = read.isPresent() && !isPointer;
        if (isPointer && !path.equals(file.path())) {
            boolean hadRule = pointers.untrack(file.path(), target.inserter());
            if (hadRule || content.size() > target.lfsThreshold()) {
                pointers.track(path, target.inserter());
            }
        }
        boolean stays = !looksLikePointer && isPointer == pointers.isWanted(pointer, path);
        return stays ? file.blob() : write(path, content);
    }

    /**
     * Reads the contents of attachments, and returns those whose contents the wiki does not have, or has wrong, with the name of the failure.
     */
    public Map<PageId, String> unreadable(Collection<Attachment> attachments) throws IOException {
        Map<PageId, String> failures = new HashMap<>();
        for (Attachment attachment : attachments) {
            try (VerifiedInput in = open(attachment.content())) {
                in.transferTo(OutputStream.nullOutputStream());
                in.finish();
            } catch (FileNotFoundException | InvalidContentException e) {
                failures.put(attachment.id(), e.getClass().getSimpleName());
            }
        }
        return failures;
    }

    private VerifiedInput open(AttachmentContent content) throws IOException {
        return new VerifiedInput(store.open(space, content.hash(), 0), content.hash(), content.size());
    }

    /** Returns the contents to which a file at {@code path} points, if it is a pointer and the tree has Git LFS there. */
    public Optional<LfsPointer> pointer(String path, ObjectId blob) throws IOException {
        return pointers.pointer(path, blob);
    }

    /**
     * Tells the wiki which contents commits have now, so that it need not keep copies of them. Call it after the refs have moved. If
     * the wiki can't be reached, it keeps its copies.
     */
    public void reportWritten() {
        try {
            if (store.readsRepository() && !written.isEmpty()) {
                store.inRepository(space, written);
            }
        } catch (StoreException e) {
            LOG.warn("Space {}: the wiki was not told that git has {} of its files", space.id(), written.size(), e);
        }
        written.clear();
    }

    /** Returns whether the wiki has the contents of an attachment. */
    public boolean areStored(AttachmentContent content) {
        return store.contains(space, content.hash());
    }

    /**
     * Returns whether a file has the contents of an attachment, or is a pointer to them. Reads it only if it is as short as a pointer or
     * has the same size.
     */
    public static boolean isFile(ObjectReader reader, ObjectId blob, AttachmentContent content) throws IOException {
        LfsPointer wanted = new LfsPointer(content.hash(), content.size());
        return LfsPointer.read(reader, blob).filter(wanted::equals).isPresent() || hasContents(reader, blob, content);
    }

    private static boolean hasContents(ObjectReader reader, ObjectId blob, AttachmentContent content)
            throws IOException {
        return reader.getObjectSize(blob, Constants.OBJ_BLOB) == content.size()
                && hash(reader, blob).equals(content.hash());
    }

    /** Returns the size of the contents of a file, or of those to which a pointer points. */
    public static long size(ObjectReader reader, ObjectId blob) throws IOException {
        Optional<LfsPointer> pointer = LfsPointer.read(reader, blob);
        return pointer.isPresent() ? pointer.get().size() : reader.getObjectSize(blob, Constants.OBJ_BLOB);
    }

    /** Returns the SHA-256 of a file. */
    public static ContentHash hash(ObjectReader reader, ObjectId blob) throws IOException {
        try (ObjectStream in = StreamedBlobs.open(reader, blob).openStream()) {
            return ContentDigest.of(in).hash();
        }
    }
}
