package dev.gitsync.examples.embedding;

import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.store.PageStore;
import dev.gitsync.store.listing.ListingPageStore;
import dev.gitsync.store.listing.RepositoryListingMemory;
import dev.gitsync.testkit.PageStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

// tag::contract[]
/** Runs the contract of gitsync with the notes. */
final class NotesPageStoreTest extends PageStoreContract {
    private final PageStore store;

    NotesPageStoreTest(@TempDir Path folder) {
        NotesListing notes = new NotesListing(new Notes(folder));
        store = ListingPageStore.builder(notes, new RepositoryListingMemory(new InMemoryRepositoryStore()))
                .build();
    }

    @Override
    protected PageStore store() {
        return store;
    }

    /** Writing a page lists all pages. */
    @Override
    protected int pagesPerWriter() {
        return 12;
    }
}
// end::contract[]
