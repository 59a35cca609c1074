package dev.gitsync.listing;

import static dev.gitsync.tests.store.InMemoryListedFiles.Feature.HASHES;
import static dev.gitsync.tests.store.InMemoryListedFiles.Feature.IDS;

import dev.gitsync.model.Space;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.store.PageStore;
import dev.gitsync.store.listing.ListingContents;
import dev.gitsync.store.listing.ListingPageStore;
import dev.gitsync.store.listing.RepositoryListingContents;
import dev.gitsync.testkit.AttachmentContract;
import dev.gitsync.testkit.TestContent;
import dev.gitsync.tests.ManualClock;
import dev.gitsync.tests.store.InMemoryListing;
import dev.gitsync.tests.store.InMemoryListingMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Nested;

/** Attachments that a wiki can only list are as good as those of a feed, whatever the listing knows about them. */
final class ListingAttachmentsTest {
    @Nested
    final class WithIdsAndHashes extends Contract {
        WithIdsAndHashes() {
            super(InMemoryListing.withAttachments(IDS, HASHES));
        }
    }

    @Nested
    final class WithIdsAndVersions extends Contract {
        WithIdsAndVersions() {
            super(InMemoryListing.withAttachments(IDS));
        }
    }

    @Nested
    final class WithNamesAndVersions extends Contract {
        WithNamesAndVersions() {
            super(InMemoryListing.withAttachments());
        }
    }

    abstract static class Contract extends AttachmentContract {
        private final ManualClock clock = ManualClock.at(ListingFixture.NOON);
        private final ListingContents contents = new RepositoryListingContents(new InMemoryRepositoryStore(), clock);
        private final PageStore store;

        Contract(InMemoryListing wiki) {
            store = ListingPageStore.builder(wiki, new InMemoryListingMemory())
                    .contents(contents)
                    .build();
        }

        @Override
        protected PageStore store() {
            return store;
        }

        @Override
        protected boolean collectContents(Space space, Duration later) {
            clock.advance(later);
            try {
                contents.store(space, TestContent.of("stored later"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return true;
        }
    }
}
