package dev.gitsync.listing;

import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.store.PageStore;
import dev.gitsync.store.listing.ListingPageStore;
import dev.gitsync.store.listing.RepositoryListingMemory;
import dev.gitsync.testkit.label.LabelStoreContract;
import dev.gitsync.tests.store.InMemoryListing;
import java.util.UUID;

/** A wiki that can only list its pages may have labels, and the memory of a listing knows them. */
final class ListingLabelsTest extends LabelStoreContract {
    private final PageStore store = ListingPageStore.builder(
                    InMemoryListing.withLabels(), new RepositoryListingMemory(new InMemoryRepositoryStore()))
            .build();

    @Override
    protected PageStore store() {
        return store;
    }

    @Override
    protected Space newSpace() {
        return new Space(new SpaceId(UUID.randomUUID().toString()), "", "A space");
    }

    @Override
    protected boolean feedIsComplete() {
        return false;
    }
}
