package dev.gitsync.store.listing;

import dev.gitsync.internal.listing.Snapshot;
import dev.gitsync.model.Attachment;
import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.Change.AttachmentRevision;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The attachments of a {@link ListingPageStore}: those of the latest listing, with their contents in the storage.
 *
 * @param files the wiki's attachments, and the storage
 * @param fresh lists a space, and returns its snapshot
 * @param known returns the snapshot of a space as of the last listing
 */
record ListingAttachmentStore(ListedFiles files, Function<Space, Snapshot> fresh, Function<Space, Snapshot> known)
        implements AttachmentStore {
    /** Lists the wiki for the first batch; later batches return the state as of that listing. */
    @Override
    public List<Attachment> attachments(Space space, @Nullable PageId after, int limit) {
        List<AttachmentRevision> live = after == null
                ? fresh.apply(space).liveAttachments()
                : known.apply(space).liveAttachmentsAfter(after);
        return live.stream()
                .limit(limit)
                .map(ListingAttachmentStore::attachment)
                .toList();
    }

    /** Lists the whole wiki. */
    @Override
    public Optional<Attachment> attachment(Space space, PageId id) {
        return fresh.apply(space).liveAttachment(id).map(ListingAttachmentStore::attachment);
    }

    private static Attachment attachment(AttachmentRevision revision) {
        return new Attachment(revision.id(), revision.version(), revision.content());
    }

    @Override
    public Map<ContentHash, Long> sizes(Space space, Set<ContentHash> hashes) {
        return files.contents().sizes(space, hashes);
    }

    @Override
    public InputStream open(Space space, ContentHash hash, long offset) throws IOException {
        return files.contents().open(space, hash, offset);
    }

    @Override
    public void store(Space space, ContentSource source) throws IOException {
        files.contents().store(space, source);
    }

    @Override
    public void renew(Space space, Set<ContentHash> hashes) {
        files.contents().renew(space, hashes);
    }

    @Override
    public Optional<String> rejection(AttachmentContent content) {
        return files.wiki().rejection(content);
    }
}
