package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.format.link.LinkCodec;
import dev.gitsync.markdown.codec.MarkdownLinkCodec;
import dev.gitsync.markdown.resolve.LinkRules;
import dev.gitsync.model.PageId;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.PushResult.PushedPage;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.testkit.InMemoryPageStore;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;

/** Pages that link by id, and files that link by path (issue 29). */
class IdLinksTest {
    private static final LinkCodec CODEC = new MarkdownLinkCodec(LinkRules.DEFAULT);

    private final EngineFixture wiki = withCodec(new InMemoryPageStore());
    private final GitUser git = wiki.git;

    static EngineFixture withCodec(InMemoryPageStore pages) {
        return new EngineFixture(pages, new InMemoryRepositoryStore(), builder -> builder.linkCodec(CODEC));
    }

    private String file(String path) {
        wiki.pull();
        wiki.assertVerified();
        return git.read(path);
    }

    private PushResult push(String message) {
        ObjectId commit = git.commit(message);
        PushResult result = git.push();
        assertThat(result).isInstanceOf(PushResult.Accepted.class);
        assertThat(git.main()).isEqualTo(commit);
        wiki.assertVerified();
        assertThat(wiki.pull().getClass().getSimpleName()).isEqualTo("UpToDate");
        return result;
    }

    // ---- changes in the wiki

    @Test
    void filesContainPaths() {
        PageId guide = wiki.page(null, "Guide", "guide");
        PageId setup = wiki.page(guide, "Set up", "setup");
        wiki.page(null, "Home", "[a](page:" + setup + "#x) [b](page:" + guide + ")");

        assertThat(file("Home.md")).isEqualTo("[a](Guide/Set%20up.md#x) [b](Guide.md)");
    }

    @Test
    void aMoveWritesTheFilesOfLinkersInTheSameCommit() {
        PageId guide = wiki.page(null, "Guide", "guide");
        PageId setup = wiki.page(null, "Setup", "setup");
        wiki.page(null, "Home", "[a](page:" + setup + ")");
        wiki.page(null, "Other", "[a](page:" + guide + ")");
        wiki.pull();
        int commits = git.log().size();

        wiki.wiki.move(wiki.space, setup, guide, wiki.edit("Move it"));

        assertThat(file("Home.md")).isEqualTo("[a](Guide/Setup.md)");
        assertThat(git.log()).hasSize(commits + 1);
        assertThat(git.read("Other.md")).isEqualTo("[a](Guide.md)");
    }

    @Test
    void aMovedPageLinksFromItsNewPlace() {
        PageId guide = wiki.page(null, "Guide", "guide");
        PageId setup = wiki.page(null, "Setup", "setup");
        PageId home = wiki.page(null, "Home", "[a](page:" + setup + ")");
        wiki.pull();

        wiki.wiki.move(wiki.space, home, guide, wiki.edit("Move it"));

        assertThat(file("Guide/Home.md")).isEqualTo("[a](../Setup.md)");
    }

    @Test
    void linksAcrossTheBorderOfAMovedFolderFollow() {
        PageId guide = wiki.page(null, "Guide", "guide");
        PageId setup = wiki.page(guide, "Setup", "setup");
        PageId home = wiki.page(null, "Home", "[a](page:" + setup + ")");
        wiki.page(guide, "Inner", "[a](page:" + setup + ") [b](page:" + home + ")");
        PageId top = wiki.page(null, "Top", "top");
        wiki.pull();

        wiki.wiki.move(wiki.space, guide, top, wiki.edit("Move it"));

        assertThat(file("Home.md")).isEqualTo("[a](Top/Guide/Setup.md)");
        assertThat(git.read("Top/Guide/Inner.md")).isEqualTo("[a](Setup.md) [b](../../Home.md)");
    }

    @Test
    void aLinkToADeletedPageKeepsTheIdUntilThePageReturns() {
        PageId setup = wiki.page(null, "Setup", "setup");
        wiki.page(null, "Home", "[a](page:" + setup + ")");
        assertThat(file("Home.md")).isEqualTo("[a](Setup.md)");

        wiki.wiki.delete(wiki.space, setup, wiki.edit("Delete it"));
        assertThat(file("Home.md")).isEqualTo("[a](page:" + setup + ")");

        wiki.wiki.restore(wiki.space, setup, wiki.edit("Restore it"));
        assertThat(file("Home.md")).isEqualTo("[a](Setup.md)");
    }

    @Test
    void aFolderWithoutATextIsALinkAsLongAsItIsThere() {
        PageId guide = wiki.page(null, "Guide", null);
        wiki.page(null, "Home", "[a](page:" + guide + ")");
        assertThat(file("Home.md")).isEqualTo("[a](page:" + guide + ")");

        PageId setup = wiki.page(guide, "Setup", "setup");
        assertThat(file("Home.md")).isEqualTo("[a](Guide/)");

        wiki.wiki.edit(wiki.space, guide, "text", wiki.edit("Write it"));
        assertThat(file("Home.md")).isEqualTo("[a](Guide.md)");

        wiki.wiki.edit(wiki.space, guide, null, wiki.edit("Empty it"));
        wiki.wiki.move(wiki.space, setup, null, wiki.edit("Move it"));
        assertThat(file("Home.md")).isEqualTo("[a](page:" + guide + ")");
    }

    @Test
    void attachmentsAreLinkedByIdToo() {
        EngineFixture files = withCodec(InMemoryPageStore.withAttachments());
        PageId guide = files.page(null, "Guide", "guide");
        PageId image = files.upload(guide, "a b.png", "bytes");
        files.page(guide, "Setup", "![a](page:" + image + ")");
        files.pull();
        assertThat(files.git.read("Guide/Setup.md")).isEqualTo("![a](a%20b.png)");

        files.wiki.renameAttachment(files.space, image, "c.png", files.edit("Rename it"));
        files.pull();

        assertThat(files.git.read("Guide/Setup.md")).isEqualTo("![a](c.png)");
        files.assertVerified();
    }

    // ---- pushes

    @Test
    void aPushedFileIsStoredWithIds() {
        PageId setup = wiki.page(null, "Setup", "setup");
        git.fetch().write("Home.md", "[a](Setup.md) [b](./New.md) [c](None.md)").write("New.md", "[h](Home.md)");
        push("Link");

        PageId home = wiki.pageAt("Home.md");
        PageId added = wiki.pageAt("New.md");
        assertThat(wiki.textOf(home))
                .isEqualTo("[a](page:" + setup + ") [b](page:" + added + ";./New.md) [c](None.md)");
        assertThat(wiki.textOf(added)).isEqualTo("[h](page:" + home + ")");
    }

    @Test
    void aPushThatMovesAPageUpdatesThePagesThatStillHaveTheOldPath() {
        git.write("Setup.md", "setup").write("Home.md", "[a](Setup.md)");
        push("Write");
        PageId home = wiki.pageAt("Home.md");

        git.move("Setup.md", "Guide/Setup.md");
        PushResult result = push("Move");

        assertThat(wiki.textOf(home)).isEqualTo("[a](Setup.md)");
        assertThat(((PushResult.Accepted) result).pages())
                .extracting(PushedPage::path, PushedPage::action)
                .contains(org.assertj.core.groups.Tuple.tuple("Home.md", PushedPage.Action.UPDATED));
    }

    @Test
    void aPushThatMovesAPageWithItsLinksNamesTheSamePage() {
        git.write("Setup.md", "setup").write("Home.md", "[a](Setup.md)");
        push("Write");
        PageId setup = wiki.pageAt("Setup.md");

        git.move("Setup.md", "Guide/Setup.md").write("Home.md", "[a](Guide/Setup.md)");
        push("Move");

        assertThat(wiki.textOf(wiki.pageAt("Home.md"))).isEqualTo("[a](page:" + setup + ")");
    }

    @Test
    void aPushThatMovesAFolderUpdatesPagesOnBothSidesOfItsBorder() {
        git.write("Home.md", "[a](Guide/Setup.md)")
                .write("Guide.md", "guide")
                .write("Guide/Setup.md", "[h](../Home.md) [i](Inner.md)")
                .write("Guide/Inner.md", "[s](Setup.md)");
        push("Write");
        PageId inner = wiki.pageAt("Guide/Inner.md");
        long version = wiki.wiki.page(wiki.space, inner).orElseThrow().version();

        git.move("Guide.md", "Top/Guide.md");
        git.move("Guide", "Top/Guide");
        push("Move");

        assertThat(wiki.textOf(wiki.pageAt("Top/Guide/Setup.md"))).isEqualTo("[h](../Home.md) [i](page:" + inner + ")");
        assertThat(wiki.textOf(wiki.pageAt("Home.md"))).isEqualTo("[a](Guide/Setup.md)");
        assertThat(wiki.wiki.page(wiki.space, inner).orElseThrow().version()).isEqualTo(version);
    }

    @Test
    void aPushThatDeletesAPageUpdatesLinkersAndARevertNamesItAgain() {
        git.write("Setup.md", "setup").write("Home.md", "[a](Setup.md)");
        push("Write");
        PageId setup = wiki.pageAt("Setup.md");

        git.delete("Setup.md");
        push("Delete");
        assertThat(wiki.textOf(wiki.pageAt("Home.md"))).isEqualTo("[a](Setup.md)");

        git.write("Setup.md", "setup");
        push("Revert");
        assertThat(wiki.pageAt("Setup.md")).isEqualTo(setup);
        assertThat(wiki.textOf(wiki.pageAt("Home.md"))).isEqualTo("[a](page:" + setup + ")");
    }

    @Test
    void aNearerPageTakesAWikilink() {
        git.write("Home.md", "[[Setup]]").write("x/Setup.md", "setup");
        push("Write");
        PageId far = wiki.pageAt("x/Setup.md");
        assertThat(wiki.textOf(wiki.pageAt("Home.md"))).isEqualTo("[[page:" + far + ";Setup]]");

        git.write("Setup.md", "another");
        push("Add a nearer one");
        assertThat(wiki.textOf(wiki.pageAt("Home.md"))).isEqualTo("[[page:" + wiki.pageAt("Setup.md") + ";Setup]]");
    }

    @Test
    void aWikilinkIsWrittenOtherwiseWhileTheWikiHasANearerPage() {
        git.write("Home.md", "[[Setup]]").write("x/Setup.md", "setup");
        push("Write");

        PageId near = wiki.page(null, "Setup", "near");
        assertThat(file("Home.md")).isEqualTo("[[x/Setup]]");

        wiki.wiki.rename(wiki.space, near, "Else", wiki.edit("Rename it"));
        assertThat(file("Home.md")).isEqualTo("[[Setup]]");
    }

    @Test
    void aPushIsMergedWithAMoveInTheWiki() {
        git.write("Setup.md", "setup").write("Home.md", "[a](Setup.md)\n\ntext\n");
        push("Write");
        PageId setup = wiki.pageAt("Setup.md");
        wiki.wiki.rename(wiki.space, setup, "Install", wiki.edit("Rename it"));
        wiki.wiki.move(wiki.space, setup, wiki.pageAt("Home.md"), wiki.edit("Move it"));

        git.write("Home.md", "[a](Setup.md)\n\nmore text\n").commit("Edit");
        assertThat(git.push()).isInstanceOf(PushResult.Accepted.class);

        assertThat(file("Home.md")).isEqualTo("[a](Home/Setup.md)\n\nmore text\n");
        assertThat(wiki.textOf(wiki.pageAt("Home.md"))).startsWith("[a](page:" + setup + ")");
    }

    // ---- index and codec

    @Test
    void aLostIndexIsWrittenAnewWithoutAChange() {
        PageId setup = wiki.page(null, "Setup", "setup");
        wiki.page(null, "Home", "[a](page:" + setup + ")");
        git.fetch().write("New.md", "[[Setup]] [b](/Home)");
        push("Write");
        ObjectId main = git.main();

        wiki.lose("refs/gitsync/state");
        assertThat(file("Home.md")).isEqualTo("[a](Setup.md)");
        assertThat(git.main()).isEqualTo(main);

        wiki.wiki.rename(wiki.space, setup, "Install", wiki.edit("Rename it"));
        wiki.pull();
        wiki.assertVerified();
    }

    @Test
    void aSpaceGetsPathsWhenTheCodecComesAndIdsWhenItGoes() {
        EngineFixture plain = EngineFixture.of(new InMemoryPageStore());
        PageId setup = plain.page(null, "Setup", "setup");
        plain.page(null, "Home", "[a](page:" + setup + ")");
        plain.pull();
        assertThat(plain.git.read("Home.md")).isEqualTo("[a](page:" + setup + ")");

        EngineFixture coded = new EngineFixture(plain.wiki, plain.repositories, builder -> builder.linkCodec(CODEC));
        coded.git.fetch();
        assertThat(coded.git.read("Home.md")).isEqualTo("[a](Setup.md)");
        coded.assertVerified();

        EngineFixture again = new EngineFixture(plain.wiki, plain.repositories, builder -> builder);
        again.git.fetch();
        assertThat(again.git.read("Home.md")).isEqualTo("[a](page:" + setup + ")");
        again.assertVerified();
    }
}
