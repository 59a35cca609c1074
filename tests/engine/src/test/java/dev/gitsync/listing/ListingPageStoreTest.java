package dev.gitsync.listing;

import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.store.PageStore;
import dev.gitsync.store.listing.Listing;
import dev.gitsync.store.listing.ListingMemory;
import dev.gitsync.store.listing.ListingPageStore;
import dev.gitsync.store.listing.RepositoryListingMemory;
import dev.gitsync.testkit.PageStoreContract;
import dev.gitsync.tests.store.InMemoryListing;
import dev.gitsync.tests.store.InMemoryListingMemory;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;

/** Without failures and other writers, a listing meets the contract of a feed. */
final class ListingPageStoreTest {
    private static final String FORBIDDEN = "Forbidden";

    @Nested
    final class WithMemoryInTheProcess extends Contract {
        WithMemoryInTheProcess() {
            super(new InMemoryListingMemory());
        }
    }

    @Nested
    final class WithMemoryInTheRepository extends Contract {
        WithMemoryInTheRepository() {
            super(new RepositoryListingMemory(new InMemoryRepositoryStore()));
        }
    }

    @Nested
    final class WithTransactions extends Contract {
        WithTransactions() {
            super(wiki -> ListingPageStore.builder(wiki, new InMemoryListingMemory())
                    .transactions(wiki::inTransaction)
                    .build());
        }

        @Override
        protected int pagesPerWriter() {
            return 12;
        }
    }

    /** The wiki has no absent texts, and lists an empty one for each. */
    @Nested
    final class WithoutAbsentTexts extends Contract {
        WithoutAbsentTexts() {
            super(wiki -> {
                wiki.see(WithoutAbsentTexts::filled);
                return ListingPageStore.builder(wiki, new InMemoryListingMemory())
                        .build();
            });
        }

        private static Listing filled(Listing listing) {
            return Listing.complete(listing.pages().stream()
                    .map(page -> page.content().text() == null
                            ? Listing.ListedPage.of(page.id(), page.content().withText(""))
                            : page)
                    .toList());
        }

        @Override
        protected Set<PageStoreContract.Limit> limits() {
            return Set.of(
                    PageStoreContract.Limit.PLANS_MAY_STOP_HALFWAY, PageStoreContract.Limit.TEXTS_ARE_NEVER_ABSENT);
        }
    }

    abstract static class Contract extends PageStoreContract {
        private final PageStore store;

        Contract(ListingMemory memory) {
            this(wiki -> ListingPageStore.builder(wiki, memory).build());
        }

        Contract(Function<InMemoryListing, PageStore> stores) {
            InMemoryListing wiki = new InMemoryListing();
            wiki.forbid(FORBIDDEN, "This title is not allowed here.");
            store = stores.apply(wiki);
        }

        @Override
        protected Set<PageStoreContract.Limit> limits() {
            return this instanceof WithTransactions ? Set.of() : Set.of(PageStoreContract.Limit.PLANS_MAY_STOP_HALFWAY);
        }

        @Override
        protected Optional<String> refusedTitle() {
            return Optional.of(FORBIDDEN);
        }

        @Override
        protected PageStore store() {
            return store;
        }
    }
}
