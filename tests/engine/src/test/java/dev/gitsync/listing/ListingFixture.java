package dev.gitsync.listing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Change;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Provenance.GitOrigin;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.PageStore;
import dev.gitsync.store.listing.Listing.WithheldDeletion;
import dev.gitsync.store.listing.ListingContents;
import dev.gitsync.store.listing.ListingMemory;
import dev.gitsync.store.listing.ListingPageStore;
import dev.gitsync.store.listing.ListingSettings;
import dev.gitsync.store.listing.RepositoryListingContents;
import dev.gitsync.tests.ManualClock;
import dev.gitsync.tests.store.InMemoryListing;
import dev.gitsync.tests.store.InMemoryListingMemory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One space of an in-memory wiki that lists its pages, and a store over it. */
final class ListingFixture {
    static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    static final Provenance PUSH = new Provenance(
            new Person("Grace", "grace@example.org"),
            Instant.parse("2026-11-01T08:00:00Z"),
            "From git",
            new GitOrigin("a".repeat(40), "b".repeat(40)));

    final Space space = new Space(new SpaceId("listed"), "acme", "Listed");
    final InMemoryListing wiki;
    final ListingMemory memory;
    final ListingContents contents;
    final ManualClock clock = ManualClock.at(NOON);
    final List<WithheldDeletion> withheld = new ArrayList<>();
    final ListingPageStore store;

    ListingFixture() {
        this(ListingSettings.defaults(), new InMemoryListingMemory());
    }

    ListingFixture(InMemoryListing wiki) {
        this(ListingSettings.defaults(), new InMemoryListingMemory(), wiki);
    }

    ListingFixture(ListingSettings settings, ListingMemory memory) {
        this(settings, memory, new InMemoryListing());
    }

    private ListingFixture(ListingSettings settings, ListingMemory memory, InMemoryListing wiki) {
        this.wiki = wiki;
        this.memory = memory;
        this.contents = new RepositoryListingContents(new InMemoryRepositoryStore());
        this.store = another(settings, memory);
    }

    /** Returns another store over the same wiki, as in another process or after a restart. */
    ListingPageStore another() {
        return another(ListingSettings.defaults(), memory);
    }

    ListingPageStore another(ListingSettings settings, ListingMemory other) {
        return ListingPageStore.builder(wiki, other)
                .settings(settings)
                .contents(contents)
                .clock(clock)
                .onWithheldDeletion((where, what) -> withheld.add(what))
                .build();
    }

    PageId page(String title) {
        return wiki.create(space, null, title, "text of " + title);
    }

    /** Creates that many pages, and lets the store read them. */
    List<PageId> knownPages(int count) {
        List<PageId> pages = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            pages.add(page("Page " + i));
        }
        feed();
        return pages;
    }

    List<Change> feed() {
        return store.changes(space, Cursor.START, 10_000).changes();
    }

    /** Returns the changes that follow {@code before}. */
    List<Change> newsSince(List<Change> before) {
        List<Change> now = feed();
        assertThat(now).startsWith(before.toArray(Change[]::new));
        return now.subList(before.size(), now.size());
    }

    ApplyResult push(PageChange... plan) {
        return push(store, plan);
    }

    ApplyResult push(PageStore through, PageChange... plan) {
        return through.apply(space, List.of(plan), new ApplyContext("grace", 7));
    }

    PageChange.Create create(@Nullable PageId parent, String title) {
        return new PageChange.Create(wiki.newPageId(space), content(parent, title, "pushed " + title), PUSH);
    }

    PageChange.Update update(PageId page, String text) {
        PageContent now = wiki.page(space, page).content();
        return new PageChange.Update(page, version(page), now.text(), content(now.parent(), now.title(), text), PUSH);
    }

    PageChange.Delete delete(PageId page) {
        return new PageChange.Delete(page, version(page), PUSH);
    }

    long version(PageId page) {
        return store.page(space, page).orElseThrow().version();
    }

    static PageContent content(@Nullable PageId parent, String title, @Nullable String text) {
        return new PageContent(parent, title, text);
    }
}
