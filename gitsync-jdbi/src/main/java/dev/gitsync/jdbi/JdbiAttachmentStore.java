package dev.gitsync.jdbi;

import dev.gitsync.jdbi.internal.content.ContentStore;
import dev.gitsync.model.Attachment;
import dev.gitsync.model.AttachmentContent;
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

/** The attachments of a {@link JdbiPageStore}. */
record JdbiAttachmentStore(ContentStore contents) implements AttachmentStore {
    private static final int MOST_ROWS = 10_000;
    private static final String LIVE =
            "SELECT id, page_id, name, hash, size, version FROM gitsync_attachments WHERE space_id = :space"
                    + " AND deleted_at IS NULL ";

    @Override
    public List<Attachment> attachments(Space space, @Nullable PageId after, int limit) {
        return contents.database()
                .read(
                        "list the attachments of space " + space.id(),
                        handle -> handle.createQuery(LIVE + "AND id > :after ORDER BY id LIMIT :limit")
                                .bind("space", space.id().value())
                                .bind("after", after == null ? "" : after.value())
                                .bind("limit", Math.min(limit, MOST_ROWS))
                                .map((row, ctx) -> Rows.attachment(row))
                                .list());
    }

    @Override
    public Optional<Attachment> attachment(Space space, PageId id) {
        return contents.database()
                .read(
                        "read an attachment of space " + space.id(),
                        handle -> handle.createQuery(LIVE + "AND id = :id")
                                .bind("space", space.id().value())
                                .bind("id", id.value())
                                .map((row, ctx) -> Rows.attachment(row))
                                .findOne());
    }

    @Override
    public Map<ContentHash, Long> sizes(Space space, Set<ContentHash> hashes) {
        return contents.sizes(space, hashes);
    }

    @Override
    public InputStream open(Space space, ContentHash hash, long offset) throws IOException {
        return contents.open(space, hash, offset);
    }

    @Override
    public void store(Space space, ContentSource source) throws IOException {
        contents.store(space, source);
    }

    @Override
    public void renew(Space space, Set<ContentHash> hashes) {
        contents.renew(space, hashes);
    }

    @Override
    public Optional<String> rejection(AttachmentContent content) {
        return contents.rejection(content);
    }

    @Override
    public boolean readsRepository() {
        return contents.repositories() != null;
    }

    @Override
    public void inRepository(Space space, Map<ContentHash, String> blobs) {
        contents.inRepository(space, blobs);
    }
}
