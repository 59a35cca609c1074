package dev.gitsync.lfs;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.model.ContentHash;
import dev.gitsync.model.Space;
import dev.gitsync.store.attachment.AttachmentStore;
import dev.gitsync.store.attachment.ContentSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;

/**
 * The objects of Git LFS, which are the contents of attachments, and the locks of files. An object belongs to one space; what other
 * spaces have does not count. The caller checks who may do what: a user who may read a space may download, and one who may push to
 * it may upload and lock. Safe for use by several threads.
 */
public final class LargeFiles {
    private final AttachmentStore store;
    private final LfsLocks locks;
    private final long maxBytes;

    /**
     * Creates the service; {@link dev.gitsync.GitSync#largeFiles} does.
     *
     * @param maxBytes the maximum size of an object
     */
    public LargeFiles(AttachmentStore store, LfsLocks locks, long maxBytes) {
        this.store = store;
        this.locks = locks;
        this.maxBytes = maxBytes;
    }

    /** Returns the maximum size of an object, in bytes. */
    public long maxBytes() {
        return maxBytes;
    }

    /** Returns the sizes in bytes of those objects that the space has. */
    public Map<ContentHash, Long> sizes(Space space, Set<ContentHash> objects) {
        return objects.isEmpty() ? Map.of() : store.sizes(space, objects);
    }

    /**
     * Returns the same for a client that is about to push, which does not upload these objects: they are kept for at least the grace
     * time of the store from now on.
     */
    public Map<ContentHash, Long> offered(Space space, Set<ContentHash> objects) {
        if (!objects.isEmpty()) {
            store.renew(space, objects); // first, because an object may be deleted until then
        }
        return sizes(space, objects);
    }

    /**
     * Opens an object, and skips {@code offset} bytes. The caller closes the stream.
     *
     * @throws java.io.FileNotFoundException when the space does not have the object
     */
    public InputStream open(Space space, ContentHash object, long offset) throws IOException {
        return store.open(space, object, offset);
    }

    /**
     * Stores an object. It is complete and durable when this method returns; nothing is stored if it throws. Unless a push has a
     * pointer to it, it is removed after the grace time of the store.
     *
     * @param object the object, which is read once
     * @throws InvalidInputException when the stated size is negative or above {@link #maxBytes}
     * @throws dev.gitsync.store.attachment.InvalidContentException when the contents have another hash or size
     * @throws dev.gitsync.error.StoreRejectedException when a quota or a rule of the wiki forbids it; the message is for the user
     */
    public void store(Space space, ContentSource object) throws IOException {
        if (object.size() < 0 || object.size() > maxBytes) {
            throw new InvalidInputException(
                    "An object of Git LFS has 0 to " + maxBytes + " bytes, not " + object.size());
        }
        store.store(space, object);
    }

    /** Returns the locks of all spaces. */
    public LfsLocks locks() {
        return locks;
    }
}
