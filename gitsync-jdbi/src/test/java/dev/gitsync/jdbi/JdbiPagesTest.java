package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.jdbi.JdbiPages.PageNode;
import dev.gitsync.jdbi.JdbiPages.PageVersion;
import dev.gitsync.jdbi.JdbiPages.StoredPage;
import dev.gitsync.jdbi.JdbiPages.TrashedPage;
import dev.gitsync.model.Change.Revision;
import dev.gitsync.model.Change.Tombstone;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Provenance.GitOrigin;
import dev.gitsync.model.Space;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.PageChange;
import dev.gitsync.testkit.WikiEditor;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JdbiPagesTest {
    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static final Provenance ADA =
            Provenance.wiki(new Person("Ada", "ada@example.org"), Instant.parse("2026-01-01T00:00:00Z"), "Because");
    private static final Provenance BOB = new Provenance(
            new Person("Bob", "bob@example.org"),
            Instant.parse("2026-02-02T00:00:00Z"),
            "By git",
            new GitOrigin("a".repeat(40), "b".repeat(40)));

    private final JdbiPages pages = new JdbiPages(DATABASE.jdbi());
    private final JdbiPageStore store = new JdbiPageStore(DATABASE.jdbi());
    private final Space space = DATABASE.newSpace();
    private final Space other = DATABASE.newSpace();
    private final WikiEditor wiki = new WikiEditor(store, space);

    @Test
    void showsTheLastEditorOfAPage() {
        PageId a = wiki.create(null, "A", "a", ADA);
        wiki.edit(a, "b", BOB);

        var page = new Page(a, 2, new PageContent(null, "A", "b"));
        assertThat(pages.find(space, a)).contains(new StoredPage(page, false, BOB));
        assertThat(pages.find(other, a)).isEmpty();
        assertThat(pages.find(space, store.newPageId(space))).isEmpty();
    }

    @Test
    void findsAPageInTheTrashAsItWasDeleted() {
        PageId top = wiki.create(null, "Top", null, ADA);
        PageId a = wiki.create(top, "A", "a", ADA);
        wiki.delete(a, BOB);

        var page = new Page(a, 2, new PageContent(top, "A", "a"));
        assertThat(pages.find(space, a)).contains(new StoredPage(page, true, BOB));
    }

    @Test
    void findsTheSpaceOfAPage() {
        PageId a = wiki.create(null, "A", "a", ADA);
        wiki.delete(a, ADA);
        assertThat(pages.spaceOf(a)).contains(space.id());
        assertThat(pages.spaceOf(store.newPageId(space))).isEmpty();

        new JdbiSpaces(DATABASE.jdbi()).delete(space.id());
        assertThat(pages.spaceOf(a)).isEmpty();
    }

    @Test
    void showsTheTreeOfLivePages() {
        PageId top = wiki.create(null, "Top", null, ADA);
        PageId leaf = wiki.create(top, "Leaf", "", ADA);
        PageId gone = wiki.create(top, "Gone", "x", ADA);
        wiki.delete(gone, ADA);
        new WikiEditor(store, other).create(null, "Elsewhere", "x", ADA);

        var topNode = new PageNode(top, null, "Top", 1, false);
        var leafNode = new PageNode(leaf, top, "Leaf", 1, true);
        assertThat(pages.tree(space)).containsExactly(leafNode, topNode);
        assertThat(pages.children(space, null)).containsExactly(topNode);
        assertThat(pages.children(space, top)).containsExactly(leafNode);
        assertThat(pages.children(space, leaf)).isEmpty();
        assertThat(pages.children(other, top)).isEmpty();
    }

    @Test
    void showsTheTrashNewestFirst() {
        PageId a = wiki.create(null, "A", "a", ADA);
        PageId b = wiki.create(null, "B", null, ADA);
        wiki.create(null, "Live", "x", ADA);
        wiki.delete(b, ADA);
        wiki.delete(a, BOB);

        var first = new TrashedPage(new PageNode(a, null, "A", 2, true), BOB);
        var second = new TrashedPage(new PageNode(b, null, "B", 2, false), ADA);
        assertThat(pages.trash(space, 10)).containsExactly(first, second);
        assertThat(pages.trash(space, 1)).containsExactly(first);
        assertThat(pages.trash(other, 10)).isEmpty();
    }

    @Test
    void removesARestoredPageFromTheTrash() {
        PageId a = wiki.create(null, "A", "a", ADA);
        wiki.delete(a, ADA);
        long version = pages.trash(space, 1).get(0).page().version();
        wiki.restore(a, version, new PageContent(null, "A", "a"), ADA);

        assertThat(pages.trash(space, 10)).isEmpty();
        assertThat(pages.find(space, a)).map(StoredPage::deleted).contains(false);
    }

    @Test
    void showsTheHistoryNewestFirst() {
        PageId a = wiki.create(null, "A", "a", ADA);
        var renamed = new PageContent(null, "B", "a");
        store.apply(space, List.of(new PageChange.Update(a, 1, "a", renamed, BOB)), new ApplyContext("pusher", 1));
        wiki.delete(a, ADA);

        var deleted = new PageVersion(3, null, true, ADA, "Ada");
        var pushed = new PageVersion(2, "B", false, BOB, "pusher");
        var created = new PageVersion(1, "A", false, ADA, "Ada");
        assertThat(pages.revisions(space, a, 10, Long.MAX_VALUE)).containsExactly(deleted, pushed, created);
        assertThat(pages.revisions(space, a, 1, 3)).containsExactly(pushed);
        assertThat(pages.revisions(space, a, 10, 1)).isEmpty();
        assertThat(pages.revisions(other, a, 10, Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void showsAnOldVersionWithItsWholeContent() {
        PageId a = wiki.create(null, "A", "old", ADA);
        wiki.edit(a, "new", BOB);
        wiki.delete(a, ADA);

        assertThat(pages.revision(space, a, 1)).contains(new Revision(a, 1, new PageContent(null, "A", "old"), ADA));
        assertThat(pages.revision(space, a, 3)).contains(new Tombstone(a, 3, ADA));
        assertThat(pages.revision(space, a, 4)).isEmpty();
        assertThat(pages.revision(other, a, 1)).isEmpty();
    }
}
