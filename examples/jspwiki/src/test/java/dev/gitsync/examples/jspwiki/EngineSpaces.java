package dev.gitsync.examples.jspwiki;

import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.store.PageStore;
import dev.gitsync.store.listing.AttachmentListing;
import dev.gitsync.store.listing.ListedAttachment;
import dev.gitsync.store.listing.Listing;
import dev.gitsync.store.listing.ListingPageStore;
import dev.gitsync.store.listing.PageListing;
import dev.gitsync.store.listing.PageListing.Signature;
import dev.gitsync.store.listing.PageListing.WriteOutcome;
import dev.gitsync.store.listing.RepositoryListingContents;
import dev.gitsync.store.listing.RepositoryListingMemory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Several wikis, each with an engine of its own, as the spaces of one store. */
final class EngineSpaces implements PageListing, AttachmentListing {
    private static final AtomicInteger SPACES = new AtomicInteger();

    private final Path folder;
    private final Map<Space, WikiPages> wikis = new ConcurrentHashMap<>();
    private final PageStore store;

    EngineSpaces(Path folder) {
        this.folder = folder;
        InMemoryRepositoryStore repositories = new InMemoryRepositoryStore();
        store = ListingPageStore.builder(this, new RepositoryListingMemory(repositories))
                .contents(new RepositoryListingContents(repositories))
                .build();
    }

    PageStore store() {
        return store;
    }

    Space add() {
        int number = SPACES.incrementAndGet();
        Space space = new Space(new SpaceId("space-" + number), "", "A wiki");
        wikis.put(space, TestWiki.in(folder.resolve("wiki-" + number)).pages());
        return space;
    }

    @Override
    public Listing list(Space space) {
        return at(space).list(space);
    }

    @Override
    public PageId newPageId(Space space) {
        return at(space).newPageId(space);
    }

    @Override
    public WriteOutcome create(Space space, PageId id, PageContent content, Signature by) {
        return at(space).create(space, id, content, by);
    }

    @Override
    public WriteOutcome update(Space space, PageId id, ContentChange change, Signature by) {
        return at(space).update(space, id, change, by);
    }

    @Override
    public WriteOutcome delete(Space space, PageId id, PageContent expected, Signature by) {
        return at(space).delete(space, id, expected, by);
    }

    @Override
    public WriteOutcome restore(Space space, PageId id, PageContent content, Signature by) {
        return at(space).restore(space, id, content, by);
    }

    @Override
    public Optional<AttachmentListing> attachments() {
        return Optional.of(this);
    }

    @Override
    public InputStream open(Space space, ListedAttachment attachment) throws IOException {
        return files(space).open(space, attachment);
    }

    @Override
    public WriteOutcome put(Space space, AttachmentWrite write, Signature by) throws IOException {
        return files(space).put(space, write, by);
    }

    @Override
    public WriteOutcome delete(Space space, PageId id, AttachmentContent expected, Signature by) {
        return files(space).delete(space, id, expected, by);
    }

    @Override
    public Optional<String> rejection(AttachmentContent content) {
        return wikis.values().iterator().next().attachments().orElseThrow().rejection(content);
    }

    private AttachmentListing files(Space space) {
        return at(space).attachments().orElseThrow();
    }

    private WikiPages at(Space space) {
        return Optional.ofNullable(wikis.get(space)).orElseThrow();
    }
}
