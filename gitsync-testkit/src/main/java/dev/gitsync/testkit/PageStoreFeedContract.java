package dev.gitsync.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Change;
import dev.gitsync.model.Change.Revision;
import dev.gitsync.model.Change.Tombstone;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Provenance.GitOrigin;
import dev.gitsync.model.Space;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.ChangeBatch;
import dev.gitsync.store.PageChange;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The guarantees for readers: the feed, the listing and single pages. */
abstract class PageStoreFeedContract extends PageStoreFixture {
    private static final String WILD_TITLE = " äßé e\u0301 🚀/\\:*?\"<>|% ".repeat(80) + "T".repeat(400);

    @Test
    void endsTheFeedOfAnEmptySpaceAtItsStart() {
        ChangeBatch batch = store.changes(space, Cursor.START, 10);

        assertThat(batch).isEqualTo(new ChangeBatch(List.of(), Cursor.START, false));
    }

    @Test
    void returnsTheSameCursorIfNothingIsNew() {
        page("A");

        assertThat(store.changes(space, end(), 10)).isEqualTo(new ChangeBatch(List.of(), end(), false));
    }

    /** Checks law 14: a cursor from another store, or from a later state of this one, never means "nothing new". */
    @Test
    void rejectsACursorOfAnotherStore() {
        page("A");
        Cursor foreign = new Cursor("another store's place");

        assertThat(store.changes(space, foreign, 10)).isEqualTo(ChangeBatch.unknown(foreign));
        assertThat(store.changes(space, Cursor.START, 10).isUnknown()).isFalse();
        assertThat(store.changes(space, end(), 10).isUnknown()).isFalse();
    }

    @Test
    void decreasesRemainingToZeroIfItIsKnown() {
        page("A");
        Cursor first = end();
        page("B");
        page("C");

        store.remaining(space, Cursor.START)
                .ifPresent(changes -> assertThat(changes).isEqualTo(3));
        store.remaining(space, first).ifPresent(changes -> assertThat(changes).isEqualTo(2));
        store.remaining(space, end()).ifPresent(changes -> assertThat(changes).isZero());
    }

    @Test
    void keepsTheOrderOfAppliedChanges() {
        PageId a = page("A");
        PageId b = page("B");
        wiki.edit(a, "again", SOMEBODY);
        wiki.delete(b, SOMEBODY);

        assertThat(feed()).extracting(Change::id).containsExactly(a, b, a, b);
        assertThat(feed().get(3)).isInstanceOf(Tombstone.class);
    }

    @Test
    void keepsTheOrderOfAPlan() {
        List<PageChange> plan = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            plan.add(create(null, "Page" + i));
        }
        apply(plan.toArray(PageChange[]::new));

        assertThat(feed())
                .extracting(Change::id)
                .containsExactlyElementsOf(plan.stream().map(PageChange::id).toList());
    }

    @Test
    void splitsTheFeedAtCursorsWithoutGapOrOverlap() {
        for (int i = 0; i < 7; i++) {
            page("Page" + i);
        }

        assertThat(feed(1)).hasSize(7).isEqualTo(feed());
        assertThat(feed(2)).isEqualTo(feed());
        assertThat(feed(7)).isEqualTo(feed());
    }

    @Test
    void reportsMoreUntilTheEndOfTheFeed() {
        page("A");
        page("B");

        assertThat(store.changes(space, Cursor.START, 1).more()).isTrue();
        assertThat(store.changes(space, Cursor.START, 2).more()).isFalse();
    }

    @Test
    void acceptsTheLargestLimit() {
        page("A");

        assertThat(store.changes(space, Cursor.START, Integer.MAX_VALUE).changes())
                .hasSize(1);
    }

    @Test
    void returnsTheSameChangesWhenTheyAreReadAgain() {
        PageId a = page("A");
        Cursor middle = end();
        wiki.rename(a, "A2", SOMEBODY);
        List<Change> first = store.changes(space, Cursor.START, 10).changes();
        wiki.edit(a, "newer", SOMEBODY);
        wiki.delete(a, SOMEBODY);

        assertThat(store.changes(space, Cursor.START, 2).changes()).isEqualTo(first);
        assertThat(store.changes(space, middle, 1).changes()).isEqualTo(first.subList(1, 2));
    }

    @Test
    void returnsCursorsAroundExactlyTheChangesOfAnApply() {
        page("Before");
        ApplyResult result = apply(create(null, "A"), create(null, "B"));
        ApplyResult.Applied applied = (ApplyResult.Applied) result;
        page("Later");

        if (!applied.from().equals(applied.to())) {
            ChangeBatch own = store.changes(space, applied.from(), 2);
            assertThat(own.next()).isEqualTo(applied.to());
            assertThat(own.changes())
                    .extracting(Change::id)
                    .containsExactlyInAnyOrderElementsOf(applied.versions().keySet());
        }
    }

    @Test
    void returnsShortCursorsWithoutLineBreaks() {
        page("A");

        assertThat(end().value()).hasSizeLessThanOrEqualTo(256).doesNotContain("\n", "\r");
    }

    @Test
    void returnsProvenanceUnchanged() {
        var origin = new GitOrigin("a".repeat(40), "0123456789abcdef0123456789abcdef01234567");
        var person = new Person("Łukasz 🚀 O'Hara", "lukasz@example.org");
        var given =
                new Provenance(person, Instant.parse("1999-12-31T23:59:59.999999999Z"), "Subject\n\nBody\n", origin);
        apply(new PageChange.Create(store.newPageId(space), content("A", "a"), given));

        Provenance found = feed().get(0).provenance();
        assertThat(found.author()).isEqualTo(person);
        assertThat(found.message()).isEqualTo(given.message());
        assertThat(found.git()).isEqualTo(origin);
        assertThat(found.time().truncatedTo(ChronoUnit.SECONDS)).isEqualTo("1999-12-31T23:59:59Z");
    }

    @Test
    void returnsNoGitOriginForAWikiEdit() {
        Provenance given = by("", "", "1970-01-01T00:00:00Z", "");
        PageId a = wiki.create(null, "A", "a", given);
        Provenance deleter = by("Bob", "bob@example.org", "2026-05-05T05:05:05Z", "Not needed");
        wiki.delete(a, deleter);

        assertThat(feed()).extracting(Change::provenance).containsExactly(given, deleter);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "\n",
                "one\r\ntwo\rthree\n",
                "\uFEFFwith BOM",
                "emoji 🧑‍🚀 \u202e אב",
                "no newline at end",
                "\t '\\"
            })
    void returnsTextUnchanged(@Nullable String text) {
        boolean isFilled = text == null && limits().contains(Limit.TEXTS_ARE_NEVER_ABSENT);
        PageContent expected = content("A", isFilled ? "" : text);
        PageId a = wiki.create(null, "A", text, SOMEBODY);

        assertThat(store.pages(space, null, 10)).containsExactly(wiki.live(a));
        assertThat(wiki.live(a).content()).isEqualTo(expected);
        Revision last = (Revision) feed().get(feed().size() - 1);
        assertThat(last).isEqualTo(new Revision(a, wiki.live(a).version(), expected, last.provenance()));
        if (!isFilled) { // a store that lists the wiki reports the empty text as a later version
            assertThat(feed()).containsExactly(new Revision(a, last.version(), expected, SOMEBODY));
        }
    }

    @Test
    void returnsTitlesUnchanged() {
        assertThat(WILD_TITLE).hasSizeGreaterThanOrEqualTo(2000);
        if (limits().contains(Limit.TITLES_ARE_RESTRICTED)) {
            assertRefused(create(null, WILD_TITLE));
            return;
        }
        PageId a = wiki.create(null, WILD_TITLE, "a", SOMEBODY);

        assertThat(wiki.live(a).content().title()).isEqualTo(WILD_TITLE);
        assertThat(feed().get(0))
                .isEqualTo(new Revision(a, wiki.live(a).version(), content(WILD_TITLE, "a"), SOMEBODY));
    }

    @Test
    void allowsSiblingsWithTheSameTitle() {
        PageId a = page("Same");
        PageId b = page("Other");
        if (limits().contains(Limit.SIBLINGS_NEED_DISTINCT_TITLES)) {
            assertRefused(create(null, "Same"));
            assertRefused(update(b, wiki.live(b).version(), content("Same", "b")));
            return;
        }
        wiki.rename(b, "Same", SOMEBODY);

        assertThat(wiki.live(a).content().title()).isEqualTo("Same");
        assertThat(wiki.live(b).content().title()).isEqualTo("Same");
    }

    @Test
    void returnsTheWholePageInARevision() {
        PageId top = page("Top");
        PageId a = wiki.create(top, "A", "a", SOMEBODY);
        wiki.rename(a, "B", SOMEBODY);

        long version = wiki.live(a).version();
        assertThat(feed().get(2)).isEqualTo(new Revision(a, version, new PageContent(top, "B", "a"), SOMEBODY));
    }

    @Test
    void listsLivePagesByAscendingIdInBatches() {
        for (int i = 0; i < 7; i++) {
            page("Page" + i);
        }
        PageId trashed = page("Trashed");
        wiki.delete(trashed, SOMEBODY);

        List<Page> all = new ArrayList<>();
        List<Page> batch = store.pages(space, null, 3);
        while (!batch.isEmpty()) {
            assertThat(batch).hasSizeLessThanOrEqualTo(3);
            all.addAll(batch);
            batch = store.pages(space, batch.get(batch.size() - 1).id(), 3);
        }
        assertThat(all).extracting(Page::id).hasSize(7).isSorted().doesNotContain(trashed);
        assertThat(all).extracting(page -> page.content().title()).contains("Page0", "Page6");
    }

    @Test
    void findsNoDeletedOrUnknownPage() {
        PageId a = page("A");
        wiki.delete(a, SOMEBODY);

        assertThat(store.page(space, a)).isEmpty();
        assertThat(store.page(space, store.newPageId(space))).isEmpty();
        assertThat(store.pages(space, null, 10)).isEmpty();
    }

    @Test
    void hidesAPageOfAnotherSpace() {
        PageId a = page("A");
        Space other = newSpace();

        assertThat(store.page(other, a)).isEmpty();
        assertThat(store.pages(other, null, 10)).isEmpty();
        assertThat(store.changes(other, Cursor.START, 10).changes()).isEmpty();
    }

    @Test
    void returnsDistinctNewIdsAndStoresNothing() {
        List<PageId> ids = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            ids.add(store.newPageId(space));
        }

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(feed()).isEmpty();
    }
}
