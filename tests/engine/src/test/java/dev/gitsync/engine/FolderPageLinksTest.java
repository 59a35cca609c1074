package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.markdown.codec.MarkdownLinkCodec;
import dev.gitsync.markdown.resolve.LinkRules;
import dev.gitsync.model.PageId;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.testkit.InMemoryPageStore;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;

/** The setting for folder pages changes in a wiki that links by id: issue 29. */
class FolderPageLinksTest {
    private final InMemoryPageStore pages = new InMemoryPageStore();
    private final InMemoryRepositoryStore repositories = new InMemoryRepositoryStore();

    /** The wiki with these names, as after a restart. */
    private EngineFixture with(String names) {
        GitSyncSettings settings =
                GitSyncSettings.builder().pages(set -> set.folderPages(names)).build();
        return new EngineFixture(
                pages,
                repositories,
                builder -> builder.settings(settings).linkCodec(new MarkdownLinkCodec(LinkRules.DEFAULT)));
    }

    private static EngineFixture somePages(EngineFixture wiki) {
        wiki.git
                .write("Guide/other.md", "[s](Setup.md)\n")
                .write("Guide/Setup.md", "[o](other.md)\n")
                .write("Home.md", "[o](Guide/other.md) [g](Guide/)\n")
                .pushed("pages");
        return wiki;
    }

    @Test
    void linksByIdStayWhenAFileBecomesThePageOfItsFolder() {
        EngineFixture before = somePages(with(""));
        PageId other = before.pageAt("Guide/other.md");
        PageId setup = before.pageAt("Guide/Setup.md");
        ObjectId main = before.git.main();

        EngineFixture now = with("other.md");
        now.pull();

        assertThat(now.titleOf(other)).isEqualTo("Guide");
        assertThat(now.textOf(other)).isEqualTo("[s](page:" + setup + ")\n");
        assertThat(now.textOf(setup)).isEqualTo("[o](page:" + other + ")\n");
        assertThat(now.git.main()).isEqualTo(main);
        now.assertVerified();
    }

    /** The page without a text, to which the folder belonged, is gone. */
    @Test
    void aLinkToTheFolderNamesNoPageThatIsGone() {
        EngineFixture before = somePages(with(""));
        PageId guide = before.pageAt("Guide/");
        PageId other = before.pageAt("Guide/other.md");
        PageId home = before.pageAt("Home.md");
        assertThat(before.textOf(home)).isEqualTo("[o](page:" + other + ") [g](page:" + guide + ")\n");

        EngineFixture now = with("other.md");
        now.pull();

        assertThat(now.textOf(home)).isEqualTo("[o](page:" + other + ") [g](Guide/)\n");
        now.assertVerified();
    }

    @Test
    void aLinkToTheFolderNamesThePageThatComes() {
        EngineFixture before = somePages(with("other.md"));
        PageId other = before.pageAt("Guide/other.md");
        PageId home = before.pageAt("Home.md");
        assertThat(before.textOf(home)).isEqualTo("[o](page:" + other + ") [g](Guide/)\n");
        ObjectId main = before.git.main();

        EngineFixture now = with("");
        now.pull();

        PageId guide = now.pageAt("Guide/");
        assertThat(now.textOf(home)).isEqualTo("[o](page:" + other + ") [g](page:" + guide + ")\n");
        assertThat(now.git.main()).isEqualTo(main);
        now.assertVerified();
    }

    @Test
    void aLinkToAFolderThatAPushBringsNamesItsPage() {
        EngineFixture wiki = with("");
        wiki.git.write("Home.md", "[n](New/)").pushed("link");
        assertThat(wiki.textOf(wiki.pageAt("Home.md"))).isEqualTo("[n](New/)");

        wiki.git.write("New/Page.md", "new").pushed("folder");

        assertThat(wiki.textOf(wiki.pageAt("Home.md"))).isEqualTo("[n](page:" + wiki.pageAt("New/") + ")");
        wiki.assertVerified();
    }

    @Test
    void aPageThatMovesAfterwardsKeepsItsLinks() {
        somePages(with(""));
        EngineFixture now = with("other.md");
        now.pull();
        PageId top = now.page(null, "Top", "top");

        now.wiki.move(now.space, now.pageAt("Guide/other.md"), top, now.edit("move"));
        now.pull();

        assertThat(now.git.read("Home.md")).startsWith("[o](Top/Guide/other.md)");
        assertThat(now.git.read("Top/Guide/other.md")).isEqualTo("[s](Setup.md)\n");
        now.assertVerified();
    }
}
