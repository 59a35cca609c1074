package dev.gitsync.store.listing;

import dev.gitsync.internal.attachment.VerifiedInput;
import dev.gitsync.model.ContentHash;
import dev.gitsync.model.Space;
import dev.gitsync.store.attachment.ContentSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The attachments of the wiki, and the storage of their contents.
 *
 * @param wiki the wiki's attachments
 * @param contents the storage
 */
record ListedFiles(AttachmentListing wiki, ListingContents contents) {
    private static final Logger LOG = LoggerFactory.getLogger(ListedFiles.class);

    /**
     * Copies the contents of a listed attachment into the storage, unless it has them, and returns their hash. Returns empty if the
     * wiki can't return them now, or not as it stated.
     */
    Optional<ContentHash> copy(Space space, ListedAttachment attachment) {
        try {
            ContentHash hash = hash(space, attachment);
            if (contents.sizes(space, Set.of(hash)).isEmpty()) {
                contents.store(space, new ListedSource(wiki, space, attachment, hash));
            }
            return Optional.of(hash);
        } catch (IOException e) {
            LOG.warn(
                    "Space {}: the contents of an attachment of {} can't be read, and it stays in git as it is",
                    space.id(),
                    attachment.name(),
                    e);
            return Optional.empty();
        }
    }

    private ContentHash hash(Space space, ListedAttachment attachment) throws IOException {
        @Nullable ContentHash stated = attachment.content().hash();
        if (stated != null) {
            return stated;
        }
        try (InputStream in = wiki.open(space, attachment)) {
            return VerifiedInput.hash(in, attachment.content().size());
        }
    }

    /** Returns stored contents as a source. */
    ContentSource stored(Space space, ContentHash hash, long size) {
        return new StoredSource(contents, space, hash, size);
    }

    /** Contents in the wiki. */
    private record ListedSource(AttachmentListing wiki, Space space, ListedAttachment attachment, ContentHash hash)
            implements ContentSource {
        @Override
        public long size() {
            return attachment.content().size();
        }

        @Override
        public InputStream open() throws IOException {
            return wiki.open(space, attachment);
        }
    }

    /** Contents in the storage. */
    private record StoredSource(ListingContents contents, Space space, ContentHash hash, long size)
            implements ContentSource {
        @Override
        public InputStream open() throws IOException {
            return contents.open(space, hash, 0);
        }
    }
}
