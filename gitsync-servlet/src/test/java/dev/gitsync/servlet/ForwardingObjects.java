package dev.gitsync.servlet;

import dev.gitsync.model.Attachment;
import dev.gitsync.model.ContentHash;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.store.attachment.AttachmentStore;
import dev.gitsync.store.attachment.ContentSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An attachment store that forwards all calls to another store. */
interface ForwardingObjects extends AttachmentStore {
    AttachmentStore delegate();

    @Override
    default List<Attachment> attachments(Space space, @Nullable PageId after, int limit) {
        return delegate().attachments(space, after, limit);
    }

    @Override
    default Optional<Attachment> attachment(Space space, PageId id) {
        return delegate().attachment(space, id);
    }

    @Override
    default Map<ContentHash, Long> sizes(Space space, Set<ContentHash> hashes) {
        return delegate().sizes(space, hashes);
    }

    @Override
    default InputStream open(Space space, ContentHash hash, long offset) throws IOException {
        return delegate().open(space, hash, offset);
    }

    @Override
    default void store(Space space, ContentSource source) throws IOException {
        delegate().store(space, source);
    }
}
