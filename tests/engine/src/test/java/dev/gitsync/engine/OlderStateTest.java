package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Page;
import dev.gitsync.model.PageId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Laws 12 and 14, siblings of faults T1, P2 and P6: names and modes that git users chose survive a restore of the wiki. */
class OlderStateTest {
    private final EngineFixture wiki = new EngineFixture();

    @Test
    void restoresNameAndModeOfAPageDeletedSince() {
        wiki.page(null, "Home", "home\n");
        PageId page = pushedExecutable("ch01.md");
        Runnable restore = pulled(() -> wiki.wiki.delete(wiki.space, page, wiki.edit("delete")));

        restore.run();

        assertThat(wiki.git.paths()).containsExactly("Home.md", "ch01.md");
        assertThat(wiki.git.executables()).containsExactly("ch01.md");
        wiki.assertVerified();
    }

    @Test
    void restoresNameAndModeOfAPageMovedSince() {
        PageId one = wiki.page(null, "One", "one\n");
        PageId two = wiki.page(null, "Two", "two\n");
        wiki.page(one, "Child", "child\n");
        wiki.page(two, "Other", "other\n");
        PageId page = pushedExecutable("One/ch01.md");
        Runnable restore = pulled(() -> wiki.wiki.move(wiki.space, page, two, wiki.edit("move")));
        assertThat(wiki.git.paths()).contains("Two/ch01.md");

        restore.run();

        assertThat(wiki.git.paths()).contains("One/ch01.md");
        assertThat(wiki.git.executables()).containsExactly("One/ch01.md");
        wiki.assertVerified();
    }

    @Test
    void restoresNameAndOtherFilesOfAFolderMovedSince() {
        PageId one = wiki.page(null, "One", "one\n");
        PageId two = wiki.page(null, "Two", "two\n");
        wiki.page(one, "Child", "child\n");
        wiki.page(two, "Other", "other\n");
        wiki.git
                .fetch()
                .write("One/part/a.md", "a\n")
                .write("One/part/a.png", "png\n")
                .pushed("new");
        PageId folder = wiki.pageAt("One/part/");
        Runnable restore = pulled(() -> wiki.wiki.move(wiki.space, folder, two, wiki.edit("move")));
        assertThat(wiki.git.paths()).contains("Two/part/a.md", "Two/part/a.png");

        restore.run();

        assertThat(wiki.git.paths()).contains("One/part/a.md", "One/part/a.png");
        wiki.assertVerified();
    }

    /** These files move, and none is deleted. */
    @Test
    void ignoresPagesMovedSinceInTheDeleteGuard() {
        PageId one = wiki.page(null, "One", "one\n");
        PageId two = wiki.page(null, "Two", "two\n");
        PageId branch = wiki.page(one, "Branch", "branch\n");
        for (int i = 0; i < 12; i++) {
            wiki.page(branch, "Leaf " + i, "leaf\n");
        }
        wiki.pull();
        Map<String, String> tree = wiki.git.tree();
        Runnable restore = pulled(() -> wiki.wiki.move(wiki.space, branch, two, wiki.edit("move")));

        restore.run();

        assertThat(wiki.git.tree()).isEqualTo(tree);
        wiki.assertVerified();
    }

    @Test
    void restoresAPageRenamedSince() {
        wiki.page(null, "Home", "home\n");
        PageId page = wiki.page(null, "Run", "text\n");
        wiki.git.fetch().makeExecutable("Run.md").pushed("chmod");
        Runnable restore = pulled(() -> wiki.wiki.rename(wiki.space, page, "Runner", wiki.edit("rename")));

        restore.run();

        assertThat(wiki.git.paths()).containsExactly("Home.md", "Run.md");
        assertThat(wiki.git.executables()).containsExactly("Run.md");
        wiki.assertVerified();
    }

    @Test
    void remembersTheLastDeletedPageOfAPathInARepair() {
        wiki.page(null, "Home", "home\n");
        Map<String, PageId> last = new HashMap<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String name = "Plan " + i;
            names.add(name);
            PageId older = wiki.page(null, name, "older\n");
            wiki.wiki.delete(wiki.space, older, wiki.edit("delete"));
            PageId newer = wiki.page(null, name, "newer\n");
            wiki.wiki.delete(wiki.space, newer, wiki.edit("delete"));
            last.put(name, newer);
        }
        wiki.pull();
        Runnable restore = wiki.wiki.backup(wiki.space);
        wiki.page(null, "Lost", "lost\n");
        wiki.pull();
        restore.run();
        wiki.pull();

        wiki.git.fetch();
        names.forEach(name -> wiki.git.write(name + ".md", "newer\n"));
        wiki.git.pushed("restore");

        for (String name : names) {
            assertThat(wiki.pageAt(name + ".md")).as(name).isEqualTo(last.get(name));
        }
        wiki.assertVerified();
    }

    /**
     * After any edits and a restore of the wiki, main is again what it was, including other files and modes. Other
     * files in the folder of a page that was moved and then deleted stay where they are.
     */
    @Test
    void restoresMainAfterRandomEditsAndARestore() {
        for (int seed = 0; seed < 100; seed++) {
            RandomWiki random = new RandomWiki(new Random(seed));
            random.build();
            Map<String, String> tree = random.fixture.git.tree();
            Runnable restore = random.fixture.wiki.backup(random.fixture.space);
            random.edit();
            restore.run();
            random.fixture.pull();

            assertThat(random.fixture.git.tree())
                    .as("seed %s, after %s", seed, random.did)
                    .isEqualTo(tree);
            random.fixture.assertVerified();
        }
    }

    /** A few pages in folders with other files, and random edits of them. */
    private static final class RandomWiki {
        private final EngineFixture fixture = new EngineFixture();
        private final Random random;
        private final List<PageId> pages = new ArrayList<>();
        private final Map<PageId, @Nullable PageId> parents = new HashMap<>();
        private List<String> did = List.of();
        private boolean isMoved;

        RandomWiki(Random random) {
            this.random = random;
        }

        void build() {
            fixture.git.fetch();
            for (String path : List.of("a", "a/b", "a/b/c", "d", "d/e", "f/g", "f/h")) {
                String text = random.nextBoolean() ? path + "\n" : "---\ntitle: T " + path + "\n---\n" + path + "\n";
                fixture.git.write(path + ".md", text);
                if (random.nextBoolean()) {
                    fixture.git.makeExecutable(path + ".md");
                }
                if (random.nextBoolean()) {
                    fixture.git.write(path + ".png", path).write(path + "/pic.png", path);
                }
            }
            fixture.git.pushed("build");
            fixture.wiki.pages(fixture.space, null, 100).forEach(page -> pages.add(page.id()));
        }

        void edit() {
            for (int i = 0; i < 1 + random.nextInt(4); i++) {
                PageId page = pages.get(random.nextInt(pages.size()));
                boolean isLive = fixture.wiki.page(fixture.space, page).isPresent();
                if (!isLive) {
                    restore(page);
                } else {
                    edit(page, i);
                }
                fixture.pull();
            }
            did = fixture.git.paths();
        }

        private void edit(PageId page, int number) {
            switch (random.nextInt(5)) {
                case 0 -> fixture.wiki.edit(fixture.space, page, "edited " + number + "\n", fixture.edit("edit"));
                case 1 -> fixture.wiki.rename(fixture.space, page, "New " + number, fixture.edit("rename"));
                case 2 -> move(page);
                case 3 -> {
                    if (!isMoved) {
                        delete(page);
                    }
                }
                default -> fixture.page(page, random.nextBoolean() ? "b" : "Fresh", "fresh\n");
            }
        }

        private void restore(PageId page) {
            PageId parent = parents.get(page);
            if (parent == null || fixture.wiki.page(fixture.space, parent).isPresent()) {
                fixture.wiki.restore(fixture.space, page, fixture.edit("restore"));
            }
        }

        private void move(PageId page) {
            PageId to = random.nextInt(4) == 0 ? null : pages.get(random.nextInt(pages.size()));
            for (PageId step = to; step != null; ) {
                if (step.equals(page) || fixture.wiki.page(fixture.space, step).isEmpty()) {
                    return;
                }
                step = fixture.wiki
                        .page(fixture.space, step)
                        .orElseThrow()
                        .content()
                        .parent();
            }
            isMoved = true;
            fixture.wiki.move(fixture.space, page, to, fixture.edit("move"));
        }

        private void delete(PageId page) {
            for (Page other : fixture.wiki.pages(fixture.space, null, 100)) {
                if (page.equals(other.content().parent())) {
                    delete(other.id());
                }
            }
            parents.put(
                    page,
                    fixture.wiki
                            .page(fixture.space, page)
                            .orElseThrow()
                            .content()
                            .parent());
            fixture.wiki.delete(fixture.space, page, fixture.edit("delete"));
        }
    }

    /** Makes an edit and pulls it. The returned action restores the wiki to the state before the edit, and pulls. */
    private Runnable pulled(Runnable edit) {
        Runnable restore = wiki.wiki.backup(wiki.space);
        edit.run();
        wiki.pull();
        return () -> {
            restore.run();
            wiki.pull();
        };
    }

    /** Pushes an executable file whose name is not the title of its page. */
    private PageId pushedExecutable(String path) {
        wiki.git
                .fetch()
                .write(path, "---\ntitle: Install\n---\ntext\n")
                .makeExecutable(path)
                .pushed("new");
        return wiki.pageAt(path);
    }
}
