package dev.gitsync.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gitsync.error.RepositoryDamagedException;
import dev.gitsync.model.Change;
import dev.gitsync.model.Change.Revision;
import dev.gitsync.model.Change.Tombstone;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.store.ChangeBatch;
import dev.gitsync.store.listing.ListingMemory;
import dev.gitsync.store.listing.ListingPageStore;
import dev.gitsync.store.listing.ListingSettings;
import dev.gitsync.tests.store.InMemoryListingMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests the feed that a store derives from listings. */
class ListingFeedTest {
    private final ListingFixture wiki = new ListingFixture();

    @Test
    void listsParentsBeforeTheirChildren() {
        PageId leaf = wiki.page("Leaf");
        PageId middle = wiki.page("Middle");
        PageId top = wiki.page("Top");
        wiki.wiki.edit(wiki.space, leaf, page -> ListingFixture.content(middle, "Leaf", ""));
        wiki.wiki.edit(wiki.space, middle, page -> ListingFixture.content(top, "Middle", ""));

        assertThat(wiki.feed()).extracting(Change::id).containsExactly(top, middle, leaf);
    }

    @Test
    void keepsParentsThatFormACycleOrAreNotListed() {
        PageId a = wiki.page("A");
        PageId b = wiki.wiki.create(wiki.space, a, "B", "");
        PageId lost = wiki.wiki.create(wiki.space, wiki.wiki.newPageId(wiki.space), "Lost", "");
        wiki.wiki.edit(wiki.space, a, page -> ListingFixture.content(b, "A", ""));

        assertThat(wiki.feed()).extracting(Change::id).containsExactlyInAnyOrder(a, b, lost);
    }

    @Test
    void reportsSeveralEditsBetweenTwoListingsAsOneRevision() {
        PageId page = wiki.page("A");
        List<Change> before = wiki.feed();
        wiki.wiki.edit(wiki.space, page, "one");
        wiki.wiki.edit(wiki.space, page, "two");
        wiki.clock.advance(Duration.ofMinutes(1));

        List<Change> news = wiki.newsSince(before);

        assertThat(news).singleElement().isInstanceOfSatisfying(Revision.class, revision -> {
            assertThat(revision.version()).isEqualTo(2);
            assertThat(revision.content().text()).isEqualTo("two");
            assertThat(revision.provenance().author()).isEqualTo(ListingSettings.DEFAULT_UNKNOWN_AUTHOR);
            assertThat(revision.provenance().time()).isEqualTo(ListingFixture.NOON.plusSeconds(60));
        });
    }

    @Test
    void takesAuthorAndTimeFromTheListing() {
        Person ada = new Person("Ada", "ada@example.org");
        Instant time = Instant.parse("2020-02-02T02:02:02Z");
        PageId page = wiki.page("A");
        wiki.wiki.sign(wiki.space, page, ada, time);

        Change change = wiki.feed().get(0);

        assertThat(change.provenance().author()).isEqualTo(ada);
        assertThat(change.provenance().time()).isEqualTo(time);
        wiki.wiki.sign(wiki.space, page, ada, time.plusSeconds(9));
        assertThat(wiki.feed()).containsExactly(change);
    }

    @Test
    void reportsTextThatNoEncodingCanRepresentOnce() {
        wiki.wiki.create(wiki.space, null, "half \ud83d", "\udc00 of a pair");
        List<Change> first = wiki.feed();

        assertThat(first).hasSize(1);
        assertThat(wiki.another().changes(wiki.space, Cursor.START, 10).changes())
                .isEqualTo(first);
    }

    @Test
    void listsTheWikiOncePerReading() {
        wiki.knownPages(100);
        int before = wiki.wiki.listings();
        Cursor cursor = Cursor.START;
        int batches = 0;
        ChangeBatch batch;
        do {
            batch = wiki.store.changes(wiki.space, cursor, 7);
            cursor = batch.next();
            batches++;
        } while (batch.more());

        assertThat(batches).isEqualTo(15);
        assertThat(wiki.wiki.listings() - before).isEqualTo(1);
    }

    @Test
    void includesChangesDuringTheReadingInTheLastBatch() {
        wiki.knownPages(10);
        Cursor cursor = wiki.store.changes(wiki.space, Cursor.START, 7).next();
        PageId late = wiki.page("Late");

        ChangeBatch rest = wiki.store.changes(wiki.space, cursor, 7);

        assertThat(rest.changes()).hasSize(4).last().extracting(Change::id).isEqualTo(late);
        assertThat(rest.more()).isFalse();
    }

    @Test
    void givesAnotherProcessTheSameFeed() {
        List<PageId> pages = wiki.knownPages(5);
        wiki.wiki.delete(wiki.space, pages.get(4));
        wiki.wiki.edit(wiki.space, pages.get(0), "new");
        List<Change> here = wiki.feed();

        List<Change> there =
                wiki.another().changes(wiki.space, Cursor.START, 100).changes();

        assertThat(there).hasSize(7).isEqualTo(here);
    }

    @Test
    void reportsEachChangeOnceIfTwoProcessesListAtTheSameTime() {
        List<PageId> pages = wiki.knownPages(3);
        List<Change> before = wiki.feed();
        ListingPageStore other = wiki.another();
        wiki.wiki.edit(wiki.space, pages.get(0), "new");
        wiki.wiki.afterNextListing(() -> other.changes(wiki.space, Cursor.START, 100));

        assertThat(wiki.newsSince(before)).singleElement().isInstanceOf(Revision.class);
    }

    @Test
    void keepsAPushDespiteAnOlderListing() {
        List<PageId> pages = wiki.knownPages(3);
        List<Change> before = wiki.feed();
        ListingPageStore other = wiki.another();
        var create = wiki.create(null, "Pushed");
        wiki.wiki.edit(wiki.space, pages.get(0), "new");
        wiki.wiki.afterNextListing(() -> wiki.push(other, create));

        assertThat(wiki.newsSince(before)).extracting(Change::id).containsExactly(pages.get(0), create.id());
        assertThat(wiki.newsSince(before))
                .last()
                .isEqualTo(new Revision(create.id(), 1, create.content(), create.provenance()));
    }

    @Test
    void dropsReplacedRevisionsThatWereReadOnceThereAreTooMany() {
        ListingSettings settings = ListingSettings.builder().keptRevisions(2).build();
        ListingFixture small = new ListingFixture(settings, new InMemoryListingMemory());
        PageId a = small.page("A");
        PageId b = small.page("B");
        Cursor cursor = Cursor.START;
        for (int i = 1; i <= 6; i++) {
            cursor = small.store.changes(small.space, cursor, 10).next();
            small.wiki.edit(small.space, a, "edit " + i);
        }

        List<Change> unread = small.store.changes(small.space, cursor, 10).changes();
        List<Change> all = small.feed();

        assertThat(unread).extracting(Change::version).containsExactly(7L);
        assertThat(all).extracting(Change::id).containsExactly(b, a, a, a);
        assertThat(all).extracting(Change::version).containsExactly(1L, 5L, 6L, 7L);
        assertThat(small.store.pages(small.space, null, 10)).hasSize(2);
    }

    @Test
    void keepsUnreadChanges() {
        ListingSettings settings =
                ListingSettings.builder().keptRevisions(0).keptTombstones(0).build();
        ListingFixture small = new ListingFixture(settings, new InMemoryListingMemory());
        PageId a = small.page("A");
        small.page("B");
        Cursor cursor = small.store.changes(small.space, Cursor.START, 10).next();
        small.wiki.delete(small.space, a);
        assertThat(small.store.pages(small.space, null, 10)).hasSize(1);
        small.page("C");

        assertThat(small.store.changes(small.space, cursor, 10).changes())
                .hasSize(2)
                .first()
                .isInstanceOf(Tombstone.class);
    }

    @Test
    void raisesTheVersionOfAPageThatReturnsAfterItsTombstoneWasDropped() {
        ListingSettings settings = ListingSettings.builder().keptTombstones(0).build();
        ListingFixture small = new ListingFixture(settings, new InMemoryListingMemory());
        PageId a = small.page("A");
        small.page("B");
        Cursor cursor = small.store.changes(small.space, Cursor.START, 10).next();
        small.wiki.delete(small.space, a);
        cursor = small.store.changes(small.space, cursor, 10).next();
        small.page("C");
        cursor = small.store.changes(small.space, cursor, 10).next();
        assertThat(small.feed()).noneMatch(Tombstone.class::isInstance);
        small.wiki.restore(small.space, a);

        List<Change> news = small.store.changes(small.space, cursor, 10).changes();

        assertThat(news).singleElement().extracting(Change::version).isEqualTo(3L);
    }

    @Test
    void rebuildsALostMemoryWithVersionsAboveAllEarlierOnes() {
        List<PageId> pages = wiki.knownPages(3);
        Cursor cursor = wiki.store.changes(wiki.space, Cursor.START, 10).next();
        ListingPageStore restarted = wiki.another(ListingSettings.defaults(), new InMemoryListingMemory());

        ChangeBatch batch = restarted.changes(wiki.space, cursor, 10);

        assertThat(batch.changes()).extracting(Change::id).containsExactlyInAnyOrderElementsOf(pages);
        assertThat(batch.changes()).allMatch(change -> change.version() > 3);
        assertThat(restarted.changes(wiki.space, batch.next(), 10).changes()).isEmpty();
    }

    @Test
    void rejectsTheCursorOfAnotherStore() {
        for (String value : List.of("-1", "x", "1.5")) {
            Cursor foreign = new Cursor(value);
            assertThat(wiki.store.changes(wiki.space, foreign, 1)).isEqualTo(ChangeBatch.unknown(foreign));
        }
    }

    @Test
    void reportsADamagedMemoryAndKeepsIt() {
        byte[] garbage = "not a listing at all".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        assertThat(wiki.memory.store(wiki.space, ListingMemory.NOTHING, garbage))
                .isPresent();
        String version = wiki.memory.version(wiki.space);

        assertThatExceptionOfType(RepositoryDamagedException.class)
                .isThrownBy(() -> wiki.store.changes(wiki.space, Cursor.START, 1));
        assertThat(wiki.memory.version(wiki.space)).isEqualTo(version);
    }
}
