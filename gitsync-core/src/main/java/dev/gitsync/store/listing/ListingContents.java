package dev.gitsync.store.listing;

import dev.gitsync.model.ContentHash;
import dev.gitsync.model.Space;
import dev.gitsync.store.attachment.ContentSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;

/**
 * Stores the contents of attachments by their hash, for wikis that have only the current ones, under their names: contents of a push
 * before the wiki has them, and those of earlier versions. All processes that work on the same wiki share them. Implementations are
 * safe for use by several threads and processes, and throw {@link dev.gitsync.error.StoreException} when the storage can't be
 * reached or written.
 */
public interface ListingContents {
    /** Returns the sizes in bytes of those contents that are stored in this space. */
    Map<ContentHash, Long> sizes(Space space, Set<ContentHash> hashes);

    /**
     * Opens contents after {@code offset} bytes. The caller closes the stream.
     *
     * @throws java.io.FileNotFoundException when the space does not have these contents
     */
    InputStream open(Space space, ContentHash hash, long offset) throws IOException;

    /**
     * Stores contents, unless the space has them already, as {@link dev.gitsync.store.attachment.AttachmentStore#store} requires. They
     * may be removed after a grace time of at least a day unless {@link #keep} is called, or {@linkplain
     * dev.gitsync.lfs.PointedContents the repository of the space has a pointer} to them; storing them again begins it anew.
     *
     * @throws dev.gitsync.store.attachment.InvalidContentException when the contents have another hash or size than stated
     */
    void store(Space space, ContentSource source) throws IOException;

    /** Begins the grace time anew, as {@link dev.gitsync.store.attachment.AttachmentStore#renew}. Does nothing by default. */
    default void renew(Space space, Set<ContentHash> hashes) {}

    /** Keeps stored contents for good: a version of an attachment has them. */
    void keep(Space space, Set<ContentHash> hashes);
}
