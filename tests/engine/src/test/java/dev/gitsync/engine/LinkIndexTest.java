package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.PageId;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.testkit.InMemoryPageStore;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.junit.jupiter.api.Test;

/** The index knows which pages link to which after each way in which a page changes. */
class LinkIndexTest {
    private final EngineFixture wiki = new EngineFixture(
            InMemoryPageStore.withAttachments(),
            new InMemoryRepositoryStore(),
            builder -> builder.linkReader(new TextLinks()));
    private final GitUser git = wiki.git;
    private final LinkFixture links = LinkFixture.of(wiki);

    private void assertLinks(Map<String, Set<String>> expected) {
        wiki.assertVerified();
        assertThat(links.progress().isComplete()).isTrue();
        assertThat(links.links(git)).isEqualTo(expected);
        assertThat(links.reversedLinks(git)).isEqualTo(expected);
        assertThat(links.recount(git)).isEqualTo(expected);
    }

    @Test
    void pushedPagesAreKnown() {
        git.write("A.md", "(B) and (sub/C.md) and (pic.png) and (gone.md)")
                .write("B.md", "nothing")
                .write("sub/C.md", "[[A]] (/B.md)")
                .write("pic.png", "png");
        git.pushed("pages");

        assertLinks(Map.of("A.md", Set.of("B.md", "sub/C.md", "pic.png"), "sub/C.md", Set.of("A.md", "B.md")));
    }

    @Test
    void editsInTheWikiAreKnown() {
        wiki.page(null, "B", "b");
        PageId page = wiki.page(null, "A", "(B)");
        wiki.pull();
        assertLinks(Map.of("A.md", Set.of("B.md")));

        wiki.wiki.edit(wiki.space, page, "no link", wiki.edit("edit"));
        wiki.pull();

        assertLinks(Map.of());
    }

    @Test
    void linksThatLedNowhereLeadToWhatAppears() {
        git.write("A.md", "(b/c/D) (pic.png) [[E]]");
        git.pushed("links");
        assertLinks(Map.of());

        git.write("b/c/D.md", "d").write("pic.png", "png").write("x/E.md", "e");
        git.pushed("targets");

        assertLinks(Map.of("A.md", Set.of("b/c/D.md", "pic.png", "x/E.md")));
    }

    @Test
    void linksThatLedNowhereLeadToWhatMovesThereWithItsFolder() {
        git.write("A.md", "(b/c/D)").write("q/c/D.md", "d");
        git.pushed("pages");

        git.move("q", "b");
        git.pushed("move");

        assertLinks(Map.of("A.md", Set.of("b/c/D.md")));
    }

    @Test
    void linksOfAFolderThatMovedAreReadAgain() {
        git.write("q/A.md", "(../B) (C) (../D)")
                .write("q/C.md", "(A)")
                .write("B.md", "(q/C)")
                .write("s/D.md", "d");
        git.pushed("pages");
        assertLinks(Map.of("q/A.md", Set.of("B.md", "q/C.md"), "q/C.md", Set.of("q/A.md"), "B.md", Set.of("q/C.md")));

        wiki.wiki.move(wiki.space, wiki.pageAt("q/"), wiki.pageAt("s/"), wiki.edit("move"));
        wiki.pull();

        assertLinks(Map.of("s/q/A.md", Set.of("s/q/C.md", "s/D.md"), "s/q/C.md", Set.of("s/q/A.md")));
    }

    @Test
    void theNearestPageWithANameIsTheTarget() {
        git.write("a/A.md", "[[N]]").write("N.md", "n");
        git.pushed("pages");
        assertLinks(Map.of("a/A.md", Set.of("N.md")));

        git.write("a/N.md", "nearer");
        git.pushed("nearer");

        assertLinks(Map.of("a/A.md", Set.of("a/N.md")));
    }

    @Test
    void aRestoredPageHasItsLinkersAgain() {
        git.write("A.md", "(B)").write("B.md", "(A)");
        git.pushed("pages");
        PageId page = wiki.pageAt("B.md");
        wiki.wiki.delete(wiki.space, page, wiki.edit("delete"));
        wiki.pull();
        assertLinks(Map.of());

        wiki.wiki.restore(wiki.space, page, wiki.edit("restore"));
        wiki.pull();

        assertLinks(Map.of("A.md", Set.of("B.md"), "B.md", Set.of("A.md")));
    }

    @Test
    void attachmentsAreTargets() {
        PageId page = wiki.page(null, "A", "(A/pic.png) [[pic.png]]");
        PageId attachment = wiki.upload(page, "pic.png", "png");
        wiki.pull();
        assertLinks(Map.of("A.md", Set.of("A/pic.png")));

        wiki.wiki.renameAttachment(wiki.space, attachment, "other.png", wiki.edit("rename"));
        wiki.pull();

        assertLinks(Map.of());
    }

    @Test
    void aSpaceWithoutAnIndexOfLinksGetsOne() {
        EngineFixture before = EngineFixture.of(InMemoryPageStore.withAttachments());
        for (int i = 0; i < 30; i++) {
            before.git.write(
                    "dir " + i % 3 + "/p" + i + ".md",
                    "(../dir " + (i + 1) % 3 + "/p" + (i + 1) + ") [[p" + i + "]]".replace(" ", ""));
        }
        before.git.pushed("pages");
        assertThat(LinkFixture.of(before).progress().isStarted()).isFalse();
        EngineFixture after =
                new EngineFixture(before.wiki, before.repositories, builder -> builder.linkReader(new TextLinks()));

        after.sync.catchUp(after.space.id());

        LinkFixture known = LinkFixture.of(after);
        assertThat(known.progress().isComplete()).isTrue();
        assertThat(known.links(before.git)).isNotEmpty().isEqualTo(known.recount(before.git));
        assertThat(known.reversedLinks(before.git)).isEqualTo(known.recount(before.git));
    }

    /** Their folders have the same files, so that git sees no change in these. */
    @Test
    void linksToFilesOfPagesThatChangePlacesAreKnown() {
        PageId a = wiki.page(null, "A", "a");
        PageId b = wiki.page(null, "B", "b");
        for (PageId page : List.of(a, b)) {
            wiki.upload(page, "pic.png", "png");
            wiki.page(page, "Leaf", "leaf");
        }
        wiki.page(null, "Home", "(A/pic.png) (A/Leaf.md)");
        wiki.pull();
        wiki.wiki.rename(wiki.space, a, "C", wiki.edit("rename"));
        wiki.wiki.rename(wiki.space, b, "A", wiki.edit("rename"));
        wiki.wiki.rename(wiki.space, a, "B", wiki.edit("rename"));

        wiki.pull();

        assertLinks(Map.of("Home.md", Set.of("A/pic.png", "A/Leaf.md")));
    }

    @Test
    void aFolderGoesToThePageThatLeavesAnotherWithFilesOfTheSameNames() {
        git.write("Home.md", "[[pic.png]]")
                .write("a/pic.png", "one")
                .write("b.md", "b")
                .write("b/pic.png", "two")
                .write("b/Leaf.md", "leaf");
        git.pushed("pages");
        git.move("b.md", "a.md");
        git.pushed("move");

        git.delete("b/pic.png");
        git.pushed("delete");

        assertLinks(Map.of("Home.md", Set.of("a/pic.png")));
    }

    @Test
    void anEngineWithoutAReaderRemovesTheIndex() {
        git.write("A.md", "(B)").write("B.md", "b");
        git.pushed("pages");
        EngineFixture without = new EngineFixture(wiki.wiki, wiki.repositories, builder -> builder);
        without.page(null, "C", "c");
        without.pull();

        assertThat(links.progress().isStarted()).isFalse();
        new EngineFixture(wiki.wiki, wiki.repositories, builder -> builder.linkReader(new TextLinks())).pull();

        assertThat(links.progress().isComplete()).isTrue();
        assertThat(links.links(git)).isEqualTo(Map.of("A.md", Set.of("B.md")));
    }

    @Test
    void aLostIndexIsWrittenAgain() {
        git.write("A.md", "(B) [[C]]").write("B.md", "b").write("x/C.md", "c");
        git.pushed("pages");
        wiki.lose("refs/gitsync/state");

        wiki.pull();

        assertLinks(Map.of("A.md", Set.of("B.md", "x/C.md")));
    }

    @Test
    void aMainThatMovedWithoutAPushIsKnown() {
        git.write("A.md", "(B)").write("B.md", "b");
        git.pushed("pages");
        git.write("C.md", "(A)").delete("B.md");
        wiki.move(Constants.R_HEADS + "main", git.commit("behind the engine's back"));

        wiki.pull();

        assertLinks(Map.of("C.md", Set.of("A.md")));
    }
}
