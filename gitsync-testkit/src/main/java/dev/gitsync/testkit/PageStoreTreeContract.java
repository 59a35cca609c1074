package dev.gitsync.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Change.Revision;
import dev.gitsync.model.Change.Tombstone;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageChange;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The guarantees for writers about parent and child pages: the trash and the page tree. */
abstract class PageStoreTreeContract extends PageStoreFeedContract {
    @Test
    void leavesATombstoneForADeletedPage() {
        PageId a = page("A");
        long version = wiki.delete(a, SOMEBODY);

        assertThat(feed().get(1)).isEqualTo(new Tombstone(a, version, SOMEBODY));
    }

    @Test
    void keepsTheIdOfARestoredPage() {
        PageId a = page("A");
        long deleted = wiki.delete(a, SOMEBODY);
        long restored = wiki.restore(a, deleted, content("ABack", "new"), SOMEBODY);

        assertThat(store.page(space, a)).contains(new Page(a, restored, content("ABack", "new")));
        assertThat(feed().get(2)).isEqualTo(new Revision(a, restored, content("ABack", "new"), SOMEBODY));
    }

    @Test
    void rejectsARestoreOfALivePageOrAnotherDeletionAsStale() {
        PageId a = page("A");
        assertStale(List.of(a), new PageChange.Restore(a, version(a), content("A", "x"), SOMEBODY));

        long deleted = wiki.delete(a, SOMEBODY);
        assertStale(List.of(a), new PageChange.Restore(a, deleted - 1, content("A", "x"), SOMEBODY));
    }

    @Test
    void appliesAPlanThatBuildsATree() {
        PageChange.Create top = create(null, "Top");
        PageChange.Create middle = create(top.id(), "Middle");
        PageChange.Create leaf = create(middle.id(), "Leaf");

        assertThat(apply(top, middle, leaf)).isInstanceOf(ApplyResult.Applied.class);
        assertThat(wiki.live(leaf.id()).content().parent()).isEqualTo(middle.id());
    }

    @Test
    void checksParentsAfterAllChanges() {
        PageId top = page("Top");
        PageId leaf = wiki.create(top, "Leaf", "x", SOMEBODY);

        ApplyResult result = apply(
                delete(top, version(top)), update(leaf, version(leaf), content("Leaf", "x")), create(leaf, "Below"));
        assertThat(result).isInstanceOf(ApplyResult.Applied.class);
    }

    @Test
    void appliesASwapOfTwoPages() {
        PageId top = page("Top");
        PageId leaf = wiki.create(top, "Leaf", "x", SOMEBODY);

        ApplyResult result = apply(
                update(top, version(top), new PageContent(leaf, "Top", "x")),
                update(leaf, version(leaf), content("Leaf", "x")));
        assertThat(result).isInstanceOf(ApplyResult.Applied.class);
    }

    @Test
    void appliesAnInversionOfABranch() {
        PageId top = page("Top");
        PageId middle = wiki.create(top, "Middle", "x", SOMEBODY);
        PageId leaf = wiki.create(middle, "Leaf", "x", SOMEBODY);

        ApplyResult result = apply(
                update(top, version(top), new PageContent(middle, "Top", "x")),
                update(middle, version(middle), new PageContent(leaf, "Middle", "x")),
                update(leaf, version(leaf), content("Leaf", "x")));
        assertThat(result).isInstanceOf(ApplyResult.Applied.class);
        assertThat(wiki.live(top).content().parent()).isEqualTo(middle);
        assertThat(wiki.live(middle).content().parent()).isEqualTo(leaf);
    }

    @Test
    void appliesAPlanInAnyOrderOfInnerAndOuterPages() {
        PageId top = page("Top");
        PageId leaf = wiki.create(top, "Leaf", "x", SOMEBODY);
        PageChange.Create outer = create(null, "Outer");

        ApplyResult result =
                apply(create(outer.id(), "Inner"), delete(top, version(top)), outer, delete(leaf, version(leaf)));
        assertThat(result).isInstanceOf(ApplyResult.Applied.class);
        assertThat(store.pages(space, null, 10)).hasSize(2);
    }

    @Test
    void refusesAPageWithoutATitle() {
        PageId a = page("A");

        assertRefused(create(null, ""));
        assertRefused(update(a, version(a), content("", "x")));
    }

    @Test
    void refusesAPageBelowOneThatTheSamePlanDeletes() {
        PageId top = page("Top");
        PageId a = page("A");
        PageId gone = page("Gone");
        long deleted = wiki.delete(gone, SOMEBODY);

        assertRefused(create(top, "B"), delete(top, version(top)));
        assertRefused(update(a, version(a), new PageContent(top, "A", "x")), delete(top, version(top)));
        assertRefused(
                delete(top, version(top)),
                new PageChange.Restore(gone, deleted, new PageContent(top, "Gone", "x"), SOMEBODY));
    }

    @Test
    void refusesAParentThatIsMissingDeletedOrOfAnotherSpace() {
        PageId trashed = page("Trashed");
        wiki.delete(trashed, SOMEBODY);
        PageId elsewhere = new WikiEditor(store, newSpace()).create(null, "A", "a", SOMEBODY);

        assertRefused(create(store.newPageId(space), "A"));
        assertRefused(create(trashed, "A"));
        assertRefused(create(elsewhere, "A"));
        PageId a = page("A");
        assertRefused(update(a, version(a), new PageContent(trashed, "A", "x")));
    }

    @Test
    void refusesToDeleteThePageAboveALivePage() {
        PageId top = page("Top");
        PageId leaf = wiki.create(top, "Leaf", "x", SOMEBODY);

        assertRefused(delete(top, version(top)));
        assertRefused(delete(top, version(top)), update(leaf, version(leaf), new PageContent(top, "Leaf", "y")));
        assertThat(apply(delete(leaf, version(leaf)), delete(top, version(top))))
                .isInstanceOf(ApplyResult.Applied.class);
    }

    @Test
    void refusesToRestoreBelowAPageInTheTrash() {
        PageId top = page("Top");
        PageId leaf = wiki.create(top, "Leaf", "x", SOMEBODY);
        long deleted = wiki.delete(leaf, SOMEBODY);
        wiki.delete(top, SOMEBODY);

        assertRefused(new PageChange.Restore(leaf, deleted, new PageContent(top, "Leaf", "x"), SOMEBODY));
    }

    @Test
    void refusesAPageBelowItselfOrItsDescendants() {
        PageId top = page("Top");
        PageId middle = wiki.create(top, "Middle", "x", SOMEBODY);
        PageId leaf = wiki.create(middle, "Leaf", "x", SOMEBODY);

        assertRefused(update(top, version(top), new PageContent(top, "Top", "x")));
        assertRefused(update(top, version(top), new PageContent(leaf, "Top", "x")));
        PageChange.Create fresh = create(leaf, "Fresh");
        assertRefused(fresh, update(top, version(top), new PageContent(fresh.id(), "Top", "x")));
    }

    final long version(PageId id) {
        return wiki.live(id).version();
    }

    final void assertStale(List<PageId> pages, PageChange... plan) {
        assertNothingChangedBy(() -> assertThat(apply(plan)).isEqualTo(new ApplyResult.Stale(pages)));
    }
}
