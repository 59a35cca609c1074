package dev.gitsync.examples.fitnesse;

import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.store.listing.AttachmentListing;
import dev.gitsync.store.listing.Listing;
import dev.gitsync.store.listing.PageListing;
import dev.gitsync.store.listing.PageListing.ContentChange;
import dev.gitsync.store.listing.PageListing.Signature;
import dev.gitsync.store.listing.PageListing.WriteOutcome;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Lists and writes the pages of FitNesse for gitsync. Every call runs within {@link GuardedVersions#quietly}. Thread-safe.
 */
final class FitNessePages implements PageListing {
    private static final WriteOutcome CHANGED = new WriteOutcome.Changed();

    private final GuardedVersions versions;
    private final Function<Space, SpaceWriter> open;
    private final FitNesseFiles files;
    private final ConcurrentHashMap<Space, SpaceWriter> writers = new ConcurrentHashMap<>();

    /**
     * Reads and writes pages that {@code versions} stores.
     *
     * @param open creates the writer of a space at its first use
     * @param files the files beside the pages
     */
    FitNessePages(GuardedVersions versions, Function<Space, SpaceWriter> open, FitNesseFiles files) {
        this.versions = versions;
        this.open = open;
        this.files = files;
    }

    @Override
    public Listing list(Space space) {
        return versions.quietly(() -> of(space).list().withAttachments(files.list(space)));
    }

    @Override
    public Optional<AttachmentListing> attachments() {
        return Optional.of(files);
    }

    @Override
    public PageId newPageId(Space space) {
        return new PageId(UUID.randomUUID().toString());
    }

    @Override
    public WriteOutcome create(Space space, PageId id, PageContent content, Signature by) {
        return write(() -> of(space).create(id, content, by));
    }

    @Override
    public WriteOutcome update(Space space, PageId id, ContentChange change, Signature by) {
        return write(() -> {
            SpaceWriter writer = of(space);
            return writer.isAt(id, change.expected()) ? writer.change(id, change.content(), by) : CHANGED;
        });
    }

    @Override
    public WriteOutcome delete(Space space, PageId id, PageContent expected, Signature by) {
        return write(() -> {
            SpaceWriter writer = of(space);
            if (writer.content(id).isEmpty()) {
                return new WriteOutcome.Done();
            }
            return writer.isAt(id, expected) ? writer.delete(id) : CHANGED;
        });
    }

    /** FitNesse has no trash: the page is created anew, under its old id. */
    @Override
    public WriteOutcome restore(Space space, PageId id, PageContent content, Signature by) {
        return create(space, id, content, by);
    }

    /** The address of a page in FitNesse, without the address of the wiki before it. */
    Optional<String> address(Space space, PageId id) {
        return versions.quietly(() -> of(space).address(id));
    }

    private WriteOutcome write(Supplier<WriteOutcome> work) {
        try {
            return versions.quietly(work);
        } catch (RuleException e) {
            return new WriteOutcome.Refused(String.valueOf(e.getMessage()));
        }
    }

    private SpaceWriter of(Space space) {
        return writers.computeIfAbsent(space, open);
    }
}
