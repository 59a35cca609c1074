package dev.gitsync.listing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Change;
import dev.gitsync.model.Change.Revision;
import dev.gitsync.model.Change.Tombstone;
import dev.gitsync.model.PageId;
import dev.gitsync.store.listing.Listing;
import dev.gitsync.store.listing.Listing.WithheldDeletion;
import dev.gitsync.store.listing.Listing.WithheldDeletion.Reason;
import dev.gitsync.store.listing.ListingSettings;
import dev.gitsync.tests.store.InMemoryListingMemory;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** C6, law 6: tests when a page that a listing lacks is deleted, and when it is not. */
class AbsenceTest {
    private final ListingFixture wiki = new ListingFixture();

    @Test
    void deletesAPageThatACompleteListingLacks() {
        List<PageId> pages = wiki.knownPages(3);
        List<Change> before = wiki.feed();
        wiki.wiki.delete(wiki.space, pages.get(1));

        List<Change> news = wiki.newsSince(before);

        assertThat(news).singleElement().isInstanceOf(Tombstone.class);
        assertThat(news.get(0).id()).isEqualTo(pages.get(1));
        assertThat(news.get(0).version()).isEqualTo(2);
        assertThat(news.get(0).provenance().time()).isEqualTo(ListingFixture.NOON);
        assertThat(wiki.withheld).isEmpty();
    }

    @Test
    void deletesNothingForAnIncompleteListing() {
        List<PageId> pages = wiki.knownPages(5);
        List<Change> before = wiki.feed();
        wiki.wiki.listIncompletelyWithout(page -> page.id().equals(pages.get(0)));
        wiki.wiki.edit(wiki.space, pages.get(1), "edited");

        List<Change> news = wiki.newsSince(before);

        assertThat(news).singleElement().isInstanceOf(Revision.class);
        assertThat(news.get(0).id()).isEqualTo(pages.get(1));
        assertThat(wiki.withheld).contains(new WithheldDeletion(Reason.INCOMPLETE, 5, 1));
        assertThat(wiki.store.page(wiki.space, pages.get(0))).isPresent();
    }

    @Test
    void reportsNoIncompleteListingWithoutMissingPages() {
        wiki.knownPages(5);
        wiki.wiki.listIncompletelyWithout(page -> false);

        wiki.feed();

        assertThat(wiki.withheld).isEmpty();
    }

    @Test
    void deletesNothingForAListingThatNamesAPageTwice() {
        List<PageId> pages = wiki.knownPages(3);
        List<Change> before = wiki.feed();
        wiki.wiki.see(listing -> Listing.complete(Stream.concat(
                        listing.pages().stream().skip(1),
                        listing.pages().stream().skip(2))
                .toList()));

        assertThat(wiki.newsSince(before)).isEmpty();
        assertThat(wiki.withheld).contains(new WithheldDeletion(Reason.INCOMPLETE, 3, 1));
        assertThat(wiki.store.pages(wiki.space, null, 10)).hasSize(pages.size());
    }

    @Test
    void deletesNothingForAnEmptyListing() {
        for (int count : List.of(1, 3, 10)) {
            ListingFixture full = new ListingFixture();
            full.knownPages(count);
            List<Change> before = full.feed();
            full.wiki.see(listing -> Listing.complete(List.of()));

            assertThat(full.newsSince(before)).isEmpty();
            assertThat(full.withheld).contains(new WithheldDeletion(Reason.EMPTY, count, count));
            assertThat(full.store.pages(full.space, null, 100)).hasSize(count);
        }
    }

    @Test
    void deletesNothingIfOverHalfOfFourOrMorePagesAreMissing() {
        List<PageId> pages = wiki.knownPages(4);
        List<Change> before = wiki.feed();
        Set<PageId> hidden = Set.copyOf(pages.subList(0, 3));
        wiki.wiki.listWithout(page -> hidden.contains(page.id()));

        assertThat(wiki.newsSince(before)).isEmpty();
        assertThat(wiki.withheld).contains(new WithheldDeletion(Reason.TOO_MANY, 4, 3));

        wiki.wiki.clearFaults();
        assertThat(wiki.newsSince(before)).isEmpty();
    }

    @Test
    void deletesHalfOfThePages() {
        List<PageId> pages = wiki.knownPages(4);
        List<Change> before = wiki.feed();
        pages.subList(0, 2).forEach(page -> wiki.wiki.delete(wiki.space, page));

        assertThat(wiki.newsSince(before)).hasSize(2).allMatch(Tombstone.class::isInstance);
        assertThat(wiki.withheld).isEmpty();
    }

    @Test
    void deletesTwoOfThreePages() {
        List<PageId> pages = wiki.knownPages(3);
        List<Change> before = wiki.feed();
        pages.subList(0, 2).forEach(page -> wiki.wiki.delete(wiki.space, page));

        assertThat(wiki.newsSince(before)).hasSize(2).allMatch(Tombstone.class::isInstance);
    }

    /** Faults G1: a page without text has nothing to lose. */
    @Test
    void ignoresFolderPagesWithoutTextAmongTheMissingPages() {
        wiki.knownPages(4);
        for (int i = 0; i < 9; i++) {
            wiki.wiki.create(wiki.space, null, "Folder " + i, null);
        }
        List<Change> before = wiki.feed();
        wiki.wiki.listWithout(page -> page.content().text() == null);

        assertThat(wiki.newsSince(before)).hasSize(9).allMatch(Tombstone.class::isInstance);
        assertThat(wiki.withheld).isEmpty();
    }

    @Test
    void limitsTheShareOfMissingPagesBySetting() {
        ListingSettings off = ListingSettings.builder().maxMissingPercent(100).build();
        ListingFixture bold = new ListingFixture(off, new InMemoryListingMemory());
        List<PageId> pages = bold.knownPages(10);
        List<Change> before = bold.feed();
        pages.subList(0, 9).forEach(page -> bold.wiki.delete(bold.space, page));
        assertThat(bold.newsSince(before)).hasSize(9);

        ListingSettings strict =
                ListingSettings.builder().guardedFrom(1).maxMissingPercent(0).build();
        ListingFixture timid = new ListingFixture(strict, new InMemoryListingMemory());
        List<PageId> others = timid.knownPages(2);
        List<Change> then = timid.feed();
        timid.wiki.delete(timid.space, others.get(0));
        assertThat(timid.newsSince(then)).isEmpty();
        assertThat(timid.withheld).contains(new WithheldDeletion(Reason.TOO_MANY, 2, 1));
    }

    @Test
    void letsAnOperatorDeletePagesThatNoRuleWouldDelete() {
        List<PageId> pages = wiki.knownPages(5);
        List<Change> before = wiki.feed();
        wiki.wiki.listIncompletelyWithout(page -> true);
        wiki.store.deleteMissing(wiki.space);
        assertThat(wiki.newsSince(before)).isEmpty();
        wiki.wiki.clearFaults();
        pages.forEach(page -> wiki.wiki.delete(wiki.space, page));
        assertThat(wiki.newsSince(before)).isEmpty();

        wiki.store.deleteMissing(wiki.space);

        assertThat(wiki.newsSince(before)).hasSize(5).allMatch(Tombstone.class::isInstance);
        assertThat(wiki.store.pages(wiki.space, null, 10)).isEmpty();
    }

    @Test
    void restoresAPageThatReturnsAfterItsTombstone() {
        List<PageId> pages = wiki.knownPages(3);
        wiki.wiki.delete(wiki.space, pages.get(0));
        List<Change> before = wiki.feed();
        wiki.wiki.restore(wiki.space, pages.get(0));

        List<Change> news = wiki.newsSince(before);

        assertThat(news).singleElement().isInstanceOf(Revision.class);
        assertThat(news.get(0).id()).isEqualTo(pages.get(0));
        assertThat(news.get(0).version()).isEqualTo(3);
    }

    @Test
    void deletesChildrenBeforeTheirParents() {
        PageId top = wiki.page("Top");
        PageId middle = wiki.wiki.create(wiki.space, top, "Middle", "");
        PageId leaf = wiki.wiki.create(wiki.space, middle, "Leaf", "");
        wiki.knownPages(5);
        List<Change> before = wiki.feed();
        List.of(leaf, middle, top).forEach(page -> wiki.wiki.delete(wiki.space, page));

        assertThat(wiki.newsSince(before)).extracting(Change::id).containsExactly(leaf, middle, top);
    }

    @Test
    void deletesWithoutGuardIfGitAskedForIt() {
        List<PageId> pages = wiki.knownPages(4);
        List<Change> before = wiki.feed();

        wiki.push(pages.stream().map(wiki::delete).toArray(dev.gitsync.store.PageChange[]::new));

        assertThat(wiki.newsSince(before))
                .hasSize(4)
                .allMatch(Tombstone.class::isInstance)
                .allMatch(change -> change.provenance().equals(ListingFixture.PUSH));
        assertThat(wiki.withheld).isEmpty();
    }
}
