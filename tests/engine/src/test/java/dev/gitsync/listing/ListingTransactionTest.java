package dev.gitsync.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.gitsync.error.StoreException;
import dev.gitsync.model.Change;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.PageStore;
import dev.gitsync.store.TransactionRunner;
import dev.gitsync.store.listing.ListingPageStore;
import dev.gitsync.tests.store.InMemoryListing;
import dev.gitsync.tests.store.InMemoryListingMemory;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests a wiki that can only list its pages and has transactions. */
class ListingTransactionTest {
    private static final Provenance PUSHED =
            Provenance.wiki(new Person("Ada", "ada@example.org"), Instant.parse("2026-03-01T10:15:30Z"), "From git");

    private final Space space = new Space(new SpaceId("s"), "", "S");
    private final InMemoryListing wiki = new InMemoryListing();

    @Test
    void leavesNothingOfAPlanThatTheWikiRefuses() {
        PageStore store = store(wiki::inTransaction);
        wiki.forbid("Bad", "Not this one.");

        assertThat(apply(store, create("Good"), create("Bad"))).isEqualTo(new ApplyResult.Refused("Not this one."));
        assertThat(wiki.pages(space)).isEmpty();
        wiki.create(space, null, "Good", "text");
        assertThat(feed(store)).singleElement().extracting(Change::provenance).isNotEqualTo(PUSHED);
    }

    @Test
    void leavesNothingAfterAFailureInTheMiddle() {
        PageStore store = store(wiki::inTransaction);
        wiki.failWrite(2);

        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> apply(store, create("A"), create("B")));
        assertThat(wiki.pages(space)).isEmpty();
        assertThat(feed(store)).isEmpty();
    }

    @Test
    void findsACommitWithALostAnswerInTheNextListing() {
        PageStore store = store((where, work) -> {
            wiki.inTransaction(where, work);
            throw new StoreException("The connection was lost while the transaction was committed");
        });

        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> apply(store, create("A"), create("B")));
        assertThat(feed(store)).extracting(Change::provenance).containsExactly(PUSHED, PUSHED);
    }

    @Test
    void failsIfTheRunnerDoesNotRunTheWork() {
        PageStore store = store((where, work) -> {});

        assertThatIllegalStateException()
                .isThrownBy(() -> apply(store, create("A")))
                .withMessageContaining("did not run");
    }

    private PageStore store(TransactionRunner transactions) {
        return ListingPageStore.builder(wiki, new InMemoryListingMemory())
                .transactions(transactions)
                .build();
    }

    private ApplyResult apply(PageStore store, PageChange... changes) {
        return store.apply(space, List.of(changes), ApplyContext.edit("ada"));
    }

    private PageChange create(String title) {
        return new PageChange.Create(wiki.newPageId(space), new PageContent(null, title, "text"), PUSHED);
    }

    private List<Change> feed(PageStore store) {
        return store.changes(space, Cursor.START, 10).changes();
    }
}
