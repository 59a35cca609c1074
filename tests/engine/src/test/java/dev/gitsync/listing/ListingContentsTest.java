package dev.gitsync.listing;

import dev.gitsync.repository.FileRepositoryStore;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.store.listing.ListingContents;
import dev.gitsync.store.listing.RepositoryListingContents;
import dev.gitsync.testkit.ListingContentsContract;
import dev.gitsync.tests.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

final class ListingContentsTest {
    @Nested
    final class InARepositoryInMemory extends InARepository {
        InARepositoryInMemory() {
            super(new InMemoryRepositoryStore());
        }
    }

    @Nested
    final class InARepositoryOnDisk extends InARepository {
        InARepositoryOnDisk(@TempDir Path root) {
            super(new FileRepositoryStore(root));
        }
    }

    abstract static class InARepository extends ListingContentsContract {
        private final ManualClock clock = ManualClock.at(ListingFixture.NOON);
        private final ListingContents contents;

        InARepository(RepositoryStore repositories) {
            contents = new RepositoryListingContents(repositories, clock);
        }

        @Override
        protected ListingContents contents() {
            return contents;
        }

        @Override
        protected void pass(Duration time) {
            clock.advance(time);
        }
    }
}
