package dev.gitsync.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gitsync.error.StoreException;
import dev.gitsync.model.Change;
import dev.gitsync.model.Change.Revision;
import dev.gitsync.model.Change.Tombstone;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.PageId;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.listing.ListingPageStore;
import dev.gitsync.store.listing.PageListing.Signature;
import dev.gitsync.tests.store.ProcessDied;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests writing page by page: what is refused before the first write, and what a partly written plan and a crash leave. */
class ListingPushTest {
    private final ListingFixture wiki = new ListingFixture();

    @Test
    void reportsAWrittenPageOnceWithItsCommit() {
        PageId old = wiki.page("Old");
        List<Change> before = wiki.feed();
        var create = wiki.create(null, "New");
        var update = wiki.update(old, "by git");

        ApplyResult result = wiki.push(create, update);

        assertThat(result)
                .isEqualTo(new ApplyResult.Applied(Map.of(create.id(), 1L, old, 2L), new Cursor("1"), new Cursor("3")));
        assertThat(wiki.newsSince(before))
                .containsExactly(
                        new Revision(create.id(), 1, create.content(), ListingFixture.PUSH),
                        new Revision(old, 2, update.content(), ListingFixture.PUSH));
        assertThat(wiki.wiki.signatures()).containsOnly(new Signature("grace", ListingFixture.PUSH));
    }

    @Test
    void rejectsAPlanAsStaleBeforeTheFirstWriteAfterAnUnlistedEdit() {
        PageId page = wiki.page("A");
        wiki.feed();
        var update = wiki.update(page, "by git");
        wiki.wiki.edit(wiki.space, page, "by another user");

        assertThat(wiki.push(wiki.create(null, "B"), update)).isEqualTo(new ApplyResult.Stale(List.of(page)));
        assertThat(wiki.wiki.signatures()).isEmpty();
    }

    @Test
    void keepsAnEditBetweenListingAndFirstWrite() {
        PageId page = wiki.page("A");
        List<Change> before = wiki.feed();
        var update = wiki.update(page, "by git");
        wiki.wiki.beforeWrite(1, () -> wiki.wiki.edit(wiki.space, page, "by another user"));

        assertThat(wiki.push(update)).isEqualTo(new ApplyResult.Stale(List.of(page)));
        assertThat(wiki.wiki.page(wiki.space, page).content().text()).isEqualTo("by another user");
        assertThat(wiki.newsSince(before))
                .singleElement()
                .satisfies(change -> assertThat(change.provenance().git()).isNull());
    }

    @Test
    void refusesThePlanIfTheWikiRefusesTheFirstPage() {
        wiki.wiki.forbid("B", "No B here.");

        assertThat(wiki.push(wiki.create(null, "B"), wiki.create(null, "C")))
                .isEqualTo(new ApplyResult.Refused("No B here."));
        assertThat(wiki.feed()).isEmpty();
        assertThat(wiki.wiki.pages(wiki.space)).isEmpty();
    }

    @Test
    void namesWrittenAndUnwrittenPagesIfTheWikiRefusesALaterPage() {
        wiki.wiki.forbid("B", "No B here.");
        var a = wiki.create(null, "A");
        var b = wiki.create(null, "B");
        var c = wiki.create(null, "C");

        ApplyResult result = wiki.push(a, b, c);

        assertThat(result)
                .isEqualTo(
                        new ApplyResult.Partial(Map.of(a.id(), 1L), Map.of(b.id(), "No B here.", c.id(), "not tried")));
        assertThat(wiki.feed()).containsExactly(new Revision(a.id(), 1, a.content(), ListingFixture.PUSH));
    }

    @Test
    void stopsAtAPageThatWasEditedMeanwhile() {
        PageId page = wiki.page("A");
        wiki.feed();
        var create = wiki.create(null, "New");
        var update = wiki.update(page, "by git");
        wiki.wiki.beforeWrite(2, () -> wiki.wiki.edit(wiki.space, page, "by another user"));

        ApplyResult.Partial partial = (ApplyResult.Partial) wiki.push(create, update);

        assertThat(partial.versions()).isEqualTo(Map.of(create.id(), 1L));
        assertThat(partial.failures()).containsOnlyKeys(page);
        assertThat(wiki.wiki.page(wiki.space, page).content().text()).isEqualTo("by another user");
    }

    @Test
    void keepsPagesATreeAfterEachWrite() {
        PageId top = wiki.page("Top");
        PageId leaf = wiki.wiki.create(wiki.space, top, "Leaf", "leaf");
        PageId gone = wiki.wiki.create(wiki.space, leaf, "Gone", "gone");
        wiki.feed();

        ApplyResult result = wiki.push(
                wiki.delete(gone),
                new PageChange.Update(
                        top, 1, "text of Top", ListingFixture.content(leaf, "Top", "x"), ListingFixture.PUSH),
                new PageChange.Update(leaf, 1, "leaf", ListingFixture.content(null, "Leaf", "y"), ListingFixture.PUSH));

        assertThat(result).isInstanceOf(ApplyResult.Applied.class);
        assertThat(wiki.wiki.page(wiki.space, top).content().parent()).isEqualTo(leaf);
    }

    @Test
    void writesNoPageThatIsMissingButNotDeleted() {
        List<PageId> pages = wiki.knownPages(4);
        var update = wiki.update(pages.get(0), "by git");
        wiki.wiki.listWithout(page -> !page.id().equals(pages.get(3)));

        assertThat(wiki.push(update)).isInstanceOf(ApplyResult.Refused.class);
        assertThat(wiki.wiki.signatures()).isEmpty();
    }

    @Test
    void letsGitDeleteAMissingPage() {
        List<PageId> pages = wiki.knownPages(1);
        var delete = wiki.delete(pages.get(0));
        wiki.wiki.delete(wiki.space, pages.get(0));
        assertThat(wiki.feed()).hasSize(1);

        assertThat(wiki.push(delete)).isInstanceOf(ApplyResult.Applied.class);
        assertThat(wiki.feed()).hasSize(2).last().isInstanceOf(Tombstone.class);
    }

    @Test
    void findsAWriteWithALostAnswerInTheNextListing() {
        var a = wiki.create(null, "A");
        var b = wiki.create(null, "B");
        wiki.wiki.loseAnswerOfWrite(2);

        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> wiki.push(a, b));

        assertThat(wiki.feed())
                .containsExactly(
                        new Revision(a.id(), 1, a.content(), ListingFixture.PUSH),
                        new Revision(b.id(), 1, b.content(), ListingFixture.PUSH));
        assertThat(wiki.another().changes(wiki.space, Cursor.START, 9).changes())
                .isEqualTo(wiki.feed());
    }

    @Test
    void reportsNoWriteThatNeverReachedTheWiki() {
        var a = wiki.create(null, "A");
        wiki.wiki.failWrite(1);

        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> wiki.push(a));

        assertThat(wiki.feed()).isEmpty();
        assertThat(wiki.push(a)).isInstanceOf(ApplyResult.Applied.class);
        assertThat(wiki.feed()).hasSize(1);
    }

    /** Applies a plan in a process that dies after {@code writes} writes, before it answers or updates the memory. */
    private void dieAfter(int writes, PageChange... plan) {
        wiki.wiki.afterWrite(writes, () -> {
            throw new ProcessDied();
        });
        assertThatExceptionOfType(ProcessDied.class).isThrownBy(() -> wiki.push(wiki.another(), plan));
    }

    @Test
    void reportsEachPageOnceAfterACrashBetweenWriteAndMemory() {
        PageId edited = wiki.page("Edited");
        PageId trashed = wiki.page("Trashed");
        List<PageId> others = wiki.knownPages(4);
        wiki.wiki.delete(wiki.space, trashed);
        List<Change> before = wiki.feed();
        var create = wiki.create(null, "Created");
        var update = wiki.update(edited, "by git");
        var restore = new PageChange.Restore(
                trashed, 2, ListingFixture.content(null, "Trashed", "back"), ListingFixture.PUSH);
        var delete = wiki.delete(others.get(0));
        var untouched = wiki.delete(others.get(1));

        dieAfter(4, create, update, restore, delete, untouched);

        assertThat(wiki.newsSince(before))
                .containsExactlyInAnyOrder(
                        new Revision(create.id(), 1, create.content(), ListingFixture.PUSH),
                        new Revision(edited, 2, update.content(), ListingFixture.PUSH),
                        new Revision(trashed, 3, restore.content(), ListingFixture.PUSH),
                        new Tombstone(others.get(0), 2, ListingFixture.PUSH));
        assertThat(wiki.push(untouched)).isInstanceOf(ApplyResult.Applied.class);
        assertThat(wiki.newsSince(before)).hasSize(5);
    }

    @Test
    void reportsCreationBeforeAndEditAfterACrash() {
        var create = wiki.create(null, "Created");
        dieAfter(1, create);
        wiki.wiki.edit(wiki.space, create.id(), "edited");

        List<Change> feed = wiki.feed();

        assertThat(feed).hasSize(2);
        assertThat(feed.get(0)).isEqualTo(new Revision(create.id(), 1, create.content(), ListingFixture.PUSH));
        assertThat(feed.get(1).provenance().git()).isNull();
    }

    @Test
    void reportsNothingAfterACrashBeforeTheFirstWrite() {
        PageId page = wiki.page("A");
        List<Change> before = wiki.feed();
        wiki.wiki.beforeWrite(1, () -> {
            throw new ProcessDied();
        });
        var update = wiki.update(page, "by git");
        assertThatExceptionOfType(ProcessDied.class).isThrownBy(() -> wiki.push(wiki.another(), update));

        assertThat(wiki.newsSince(before)).isEmpty();
        assertThat(wiki.push(update)).isInstanceOf(ApplyResult.Applied.class);
        assertThat(wiki.newsSince(before)).hasSize(1);
    }

    @Test
    void appliesADeletionBeforeACrashAlthoughManyPagesAreMissing() {
        List<PageId> pages = wiki.knownPages(4);
        List<Change> before = wiki.feed();
        dieAfter(3, pages.stream().map(wiki::delete).toArray(PageChange[]::new));

        assertThat(wiki.newsSince(before))
                .hasSize(3)
                .allMatch(change -> change.provenance().equals(ListingFixture.PUSH));
    }

    @Test
    void reportsPagesOnceToAReaderThatListsDuringAPush() {
        ListingPageStore reader = wiki.another();
        wiki.knownPages(1);
        List<Change> before = wiki.feed();
        var a = wiki.create(null, "A");
        var b = wiki.create(null, "B");
        wiki.wiki.afterWrite(
                1,
                () -> assertThat(reader.changes(wiki.space, Cursor.START, 9).changes())
                        .hasSize(2));

        ApplyResult.Applied applied = (ApplyResult.Applied) wiki.push(a, b);

        assertThat(applied.versions()).isEqualTo(Map.of(a.id(), 1L, b.id(), 1L));
        assertThat(applied.from()).isEqualTo(applied.to());
        assertThat(wiki.newsSince(before))
                .containsExactly(
                        new Revision(a.id(), 1, a.content(), ListingFixture.PUSH),
                        new Revision(b.id(), 1, b.content(), ListingFixture.PUSH));
    }

    @Test
    void stopsBeforeTheNextPageIfTheLeaseIsLost() {
        PageId page = wiki.page("A");
        List<Change> before = wiki.feed();
        var old = wiki.create(null, "Old writer");
        var never = wiki.create(null, "Never");
        var update = wiki.update(page, "new writer");
        ListingPageStore other = wiki.another();
        wiki.wiki.afterWrite(
                1,
                () -> assertThat(other.apply(wiki.space, List.of(update), new ApplyContext("eve", 8)))
                        .isInstanceOf(ApplyResult.Applied.class));

        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> wiki.push(old, never));

        assertThat(wiki.newsSince(before)).extracting(Change::id).containsExactly(old.id(), page);
        assertThat(wiki.push(never)).isEqualTo(new ApplyResult.Fenced(8));
    }
}
