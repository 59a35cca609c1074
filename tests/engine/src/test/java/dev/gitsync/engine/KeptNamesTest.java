package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Page;
import dev.gitsync.model.PageId;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;

/** Faults P2 and P3, law 12: names that git users chose stay, whatever the wiki does to the page. */
class KeptNamesTest {
    private final EngineFixture wiki = new EngineFixture();
    private final BranchFixture branch = new BranchFixture(wiki);

    @Test
    void keepsNamesChosenInGitInTheTrash() {
        wiki.git.write("sub/b.md", "---\ntitle: Bee\n---\nbee\n").write("sub/index.md", "---\ntitle: Sub\n---\n");
        wiki.git.pushed("Add pages");
        List<String> before = wiki.git.paths();
        PageId bee = wiki.pageAt("sub/b.md");
        PageId index = wiki.pageAt("sub/index.md");

        branch.delete(bee, index);
        branch.pull();
        assertThat(wiki.git.paths()).isEmpty();
        branch.restore(bee, index);

        assertThat(branch.pull()).isEqualTo(1);
        assertThat(wiki.git.paths()).isEqualTo(before);
        assertThat(wiki.git.read("sub/b.md")).isEqualTo("---\ntitle: Bee\n---\nbee\n");
    }

    @Test
    void keepsNamesChosenInGitInTheTrashOfTheWholeFolder() {
        wiki.git.write("sub/b.md", "---\ntitle: Bee\n---\nbee\n").write("sub/pic.png", "pic");
        wiki.git.pushed("Add pages");
        PageId sub = wiki.pageAt("sub/");
        PageId bee = wiki.pageAt("sub/b.md");
        wiki.wiki.rename(wiki.space, sub, "Submarine", wiki.edit("rename"));
        branch.pull();

        branch.delete(sub, bee);
        branch.pull();
        assertThat(wiki.git.paths()).containsExactly("sub/pic.png");
        branch.restore(sub, bee);
        branch.pull();

        assertThat(wiki.git.paths()).containsExactly("sub/b.md", "sub/pic.png");
        assertThat(wiki.titleOf(sub)).isEqualTo("Submarine");
    }

    @Test
    void restoresNamesOfPagesDeletedByAPushAndRestoredInTheWiki() {
        wiki.git.write("sub/b.md", "---\ntitle: Bee\n---\nbee\n").write("Other.md", "other\n");
        wiki.git.pushed("Add pages");
        PageId sub = wiki.pageAt("sub/");
        PageId bee = wiki.pageAt("sub/b.md");
        Page subPage = wiki.wiki.page(wiki.space, sub).orElseThrow();
        Page beePage = wiki.wiki.page(wiki.space, bee).orElseThrow();
        wiki.git.delete("sub");
        wiki.git.pushed("Delete them");
        assertThat(wiki.wiki.page(wiki.space, bee)).isEmpty();

        branch.deletedByPush(sub, subPage, newestVersion(sub));
        branch.deletedByPush(bee, beePage, newestVersion(bee));
        branch.restore(bee, sub);
        branch.pull();

        assertThat(wiki.git.paths()).containsExactly("Other.md", "sub/b.md");
        assertThat(wiki.pageAt("sub/b.md")).isEqualTo(bee);
    }

    private long newestVersion(PageId id) {
        return wiki.wiki.changes(wiki.space, dev.gitsync.model.Cursor.START, 1_000).changes().stream()
                .filter(change -> change.id().equals(id))
                .mapToLong(change -> change.version())
                .max()
                .orElseThrow();
    }

    @Test
    void keepsAFileNamedByGitAndWritesTheTitleIntoTheFrontMatter() {
        wiki.git.write("ch01-install.md", "Install it.\n").write("links.md", "[install](ch01-install.md)\n");
        wiki.git.pushed("Add a chapter");
        PageId chapter = wiki.pageAt("ch01-install.md");
        assertThat(wiki.titleOf(chapter)).isEqualTo("ch01-install");

        wiki.wiki.rename(wiki.space, chapter, "Installation", wiki.edit("Say what it is"));
        assertThat(branch.pull()).isEqualTo(1);

        assertThat(wiki.git.paths()).containsExactly("ch01-install.md", "links.md");
        assertThat(wiki.git.read("ch01-install.md")).isEqualTo("---\ntitle: Installation\n---\nInstall it.\n");

        wiki.wiki.rename(wiki.space, chapter, "Setting up", wiki.edit("Say it better"));
        branch.pull();
        assertThat(wiki.git.read("ch01-install.md")).isEqualTo("---\ntitle: Setting up\n---\nInstall it.\n");

        wiki.wiki.rename(wiki.space, chapter, "ch01-install", wiki.edit("Back"));
        branch.pull();
        assertThat(wiki.git.read("ch01-install.md")).isEqualTo("Install it.\n");
    }

    @Test
    void writesTheTitleIntoExistingTomlFrontMatter() {
        String body = "+++\nweight = 3\n[params]\ntitle = \"not this one\"\n+++\nInstall it.\n";
        wiki.git.write("ch01-install.md", body).write("ch02.md", "+++\ntitle = 'Two' # second\ndraft = true\n+++\n");
        wiki.git.pushed("Add chapters");
        PageId one = wiki.pageAt("ch01-install.md");
        PageId two = wiki.pageAt("ch02.md");
        assertThat(wiki.titleOf(one)).isEqualTo("ch01-install");
        assertThat(wiki.titleOf(two)).isEqualTo("Two");

        wiki.wiki.rename(wiki.space, one, "The \"first\"", wiki.edit("one"));
        wiki.wiki.rename(wiki.space, two, "Second", wiki.edit("two"));
        branch.pull();

        assertThat(wiki.git.read("ch01-install.md"))
                .isEqualTo(body.replace("weight", "title = \"The \\\"first\\\"\"\nweight"));
        assertThat(wiki.git.read("ch02.md")).isEqualTo("+++\ntitle = \"Second\"\ndraft = true\n+++\n");
        wiki.git.fetch();
        wiki.git.write("ch01-install.md", wiki.git.read("ch01-install.md") + "More.\n");
        wiki.git.pushed("Say more");
        assertThat(wiki.titleOf(one)).isEqualTo("The \"first\"");
    }

    @Test
    void renamesAFileWithItsTitleUntilGitNamesIt() {
        PageId page = wiki.page(null, "Draft", "text\n");
        branch.pull();
        wiki.wiki.rename(wiki.space, page, "Plan", wiki.edit("rename"));
        branch.pull();
        assertThat(wiki.git.paths()).containsExactly("Plan.md");

        wiki.git.fetch();
        wiki.git.move("Plan.md", "the-plan.md");
        wiki.git.pushed("Rename");
        assertThat(wiki.titleOf(page)).isEqualTo("the-plan");
        wiki.wiki.rename(wiki.space, page, "The plan", wiki.edit("rename"));
        branch.pull();

        assertThat(wiki.git.paths()).containsExactly("the-plan.md");
    }

    @Test
    void renamesAFileWithItsTitleAfterAnEditByGit() {
        PageId page = wiki.page(null, "Draft", "text\n");
        wiki.page(page, "Child", "child\n");
        branch.pull();
        wiki.git.fetch();
        wiki.git.write("Draft.md", "more text\n");
        wiki.git.pushed("Edit");
        wiki.wiki.rename(wiki.space, page, "Plan", wiki.edit("rename"));
        branch.pull();

        assertThat(wiki.git.paths()).containsExactly("Plan.md", "Plan/Child.md");
    }

    @Test
    void keepsDistinctNamesInTheTrash() {
        wiki.page(null, "Notes", "one");
        PageId second = wiki.page(null, "NOTES", "two");
        PageId first = wiki.page(null, "notes", "three");
        branch.pull();
        List<String> before = wiki.git.paths();
        branch.delete(second, first);
        branch.pull();
        branch.restore(first, second);
        branch.pull();

        assertThat(wiki.git.paths()).isEqualTo(before);
    }

    @Test
    void keepsNamesChosenInGitInARepair() throws Exception {
        wiki.git
                .write("ch01-install.md", "Install it.\n")
                .write("ch02.md", "Use it.\n")
                .write("part/one.md", "one\n");
        wiki.git.pushed("Add chapters");
        PageId chapter = wiki.pageAt("ch01-install.md");
        PageId untitled = wiki.pageAt("ch02.md");
        PageId part = wiki.pageAt("part/");
        wiki.wiki.rename(wiki.space, chapter, "ch02", wiki.edit("a title that is another file's name"));
        wiki.wiki.rename(wiki.space, part, "Part one", wiki.edit("rename"));
        branch.pull();
        List<String> before = wiki.git.paths();
        ObjectId main = wiki.git.main();

        wiki.lose(MovedRefs.STATE);
        branch.pull();
        assertThat(wiki.git.paths()).isEqualTo(before);
        assertThat(wiki.git.main()).isEqualTo(main);
        assertThat(wiki.pageAt("ch01-install.md")).isEqualTo(chapter);
        wiki.wiki.rename(wiki.space, untitled, "Using it", wiki.edit("rename"));
        branch.pull();

        assertThat(wiki.git.paths()).isEqualTo(before);
    }
}
