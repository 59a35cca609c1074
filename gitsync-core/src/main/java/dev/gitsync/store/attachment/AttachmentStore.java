package dev.gitsync.store.attachment;

import dev.gitsync.model.Attachment;
import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.ContentHash;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The attachments of a wiki, a capability of its {@link dev.gitsync.store.PageStore}. Changes to attachments are part of the change
 * feed ({@link dev.gitsync.model.Change.AttachmentRevision}, {@link dev.gitsync.model.Change.Tombstone}) and of a plan ({@link
 * dev.gitsync.store.PageChange.PutAttachment}, {@link dev.gitsync.store.PageChange.Delete}), in the same order and in the same
 * transactions as pages. This interface reads them, and stores contents.
 *
 * <p>Contents are stored first, under their hash, and become visible with the change that names them. Contents that no revision
 * names, and to which {@linkplain dev.gitsync.lfs.PointedContents the repository has no pointer} of Git LFS, may be removed after a
 * grace time of at least a day; {@link #store} and {@link #renew} begin it anew.
 *
 * <p>When a page is deleted, its attachments go into the trash with it: the feed has their tombstones directly before that of the
 * page, by the same author at the same time. They are restored by revisions of their own, directly after that of the page.
 *
 * <p>Implementations are safe for use by several threads. Every method may throw {@link dev.gitsync.error.StoreException} when the
 * wiki can't be reached. The contract is {@code dev.gitsync.testkit.AttachmentContract}.
 */
public interface AttachmentStore {
    /**
     * Returns at most {@code limit} live attachments of a space by ascending id, in {@code (after, …]}. Returns none only at the
     * end.
     *
     * @param after the last id of the previous batch, or null for the first batch
     */
    List<Attachment> attachments(Space space, @Nullable PageId after, int limit);

    /** Returns the attachment, if it exists in this space and is not deleted. */
    Optional<Attachment> attachment(Space space, PageId id);

    /**
     * Returns the sizes in bytes of those contents that are stored in this space, in one query for all of them. Contents of other
     * spaces do not count.
     */
    Map<ContentHash, Long> sizes(Space space, Set<ContentHash> hashes);

    /** Returns whether the contents are stored in this space. Contents of other spaces do not count. */
    default boolean contains(Space space, ContentHash hash) {
        return !sizes(space, Set.of(hash)).isEmpty();
    }

    /**
     * Opens stored contents, and skips {@code offset} bytes, at a cost that does not grow with the offset where the store can do
     * that. The caller closes the stream. Reads are streamed: a large file never is in memory as a whole.
     *
     * @throws java.io.FileNotFoundException when the space does not have these contents
     */
    InputStream open(Space space, ContentHash hash, long offset) throws IOException;

    /**
     * Stores contents under their hash, unless the space has them already; then only the grace time begins anew. The contents are
     * complete and durable when this method returns. Nothing is stored if it throws. No connection or lock is held while {@code
     * source} is read, because a slow client may be sending it.
     *
     * @throws InvalidContentException when the contents have another hash or another size than {@code source} states
     * @throws dev.gitsync.error.StoreRejectedException when a quota or a rule of the wiki forbids it; the message is a sentence
     *     for the user
     * @throws IOException when {@code source} can't be read
     */
    void store(Space space, ContentSource source) throws IOException;

    /**
     * Begins the grace time of those of these contents anew that the space has. Called when a client of Git LFS is told that it need
     * not upload them, and when a push has pointers to them. The default is for a store that removes nothing, and does nothing.
     */
    default void renew(Space space, Set<ContentHash> hashes) {}

    /**
     * Returns a sentence for the author of a push if the wiki can't have an attachment of this page and name: it has no attachments
     * at the space itself, no slashes in names, forbids this name or type, or has a limit for the size. Returns empty if it can.
     * This must not depend on other attachments.
     */
    default Optional<String> rejection(AttachmentContent content) {
        return Optional.empty();
    }

    /**
     * Returns whether the store reads contents that the repository has as a git blob from the repository itself. If so, the engine
     * does not pass such contents to {@link #store}, and the store remembers {@link dev.gitsync.store.PageChange.PutAttachment#blob}.
     */
    default boolean readsRepository() {
        return false;
    }

    /**
     * Receives the git blobs of contents that {@code main} contains now, after it moved: those of attachments that the wiki
     * changed. A store that {@linkplain #readsRepository reads the repository} can drop its own copies of them, after it has
     * compared them. The call may be lost or repeated; contents that git is not reported to have are kept. Does nothing by
     * default.
     *
     * @param blobs the ids of the blobs, 40 hexadecimal digits each, by the hash of their contents
     */
    default void inRepository(Space space, Map<ContentHash, String> blobs) {}
}
