package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Cursor;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageId;
import dev.gitsync.report.PushResult;
import dev.gitsync.store.transactional.TransactionalPageStore;
import dev.gitsync.transactional.PageServices;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Law 3: whatever wiki and git change in a space, main equals the wiki after every cycle, and each page exists once. */
class RandomEditsTest {
    private static final List<String> NAMES = List.of(
            "A",
            "a",
            "B",
            "Ä",
            "A\u0308",
            "C?",
            "con",
            "D.md",
            "E/F",
            "..",
            "G",
            "H",
            "long title " + "x".repeat(300),
            "emoji 👩‍💻",
            "שלום",
            " blank ",
            "-dash",
            "I",
            "J");

    private EngineFixture wiki = new EngineFixture();

    static LongStream seeds() {
        return LongStream.range(0, Integer.getInteger("gitsync.test.seeds", 25));
    }

    static LongStream fewSeeds() {
        return LongStream.range(0, 12);
    }

    /** Services write each page separately, and refuse a page that comes too early. */
    @ParameterizedTest
    @MethodSource("fewSeeds")
    void keepsMainEqualToTheWikiAfterEveryCycleThatWritesPageByPage(long seed) {
        wiki = new EngineFixture(pages -> {
            PageServices services = new PageServices(pages, seed % 2 == 0);
            return new TransactionalPageStore(services, services, services);
        });
        keepsMainEqualToTheWikiAfterEveryCycle(seed);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void keepsMainEqualToTheWikiAfterEveryCycle(long seed) {
        RandomGenerator random = new java.util.Random(seed);
        for (int round = 0; round < 12; round++) {
            int edits = random.nextInt(6);
            for (int i = 0; i < edits; i++) {
                editInTheWiki(random);
            }
            wiki.pull();
            wiki.assertVerified();
            assertNamesAreSafe();
            pushSomething(random, "round " + round);
            wiki.assertVerified();
        }
        int changes =
                wiki.wiki.changes(wiki.space, Cursor.START, 100_000).changes().size();
        assertThat(changes).isPositive();
    }

    private void editInTheWiki(RandomGenerator random) {
        List<Page> pages = wiki.wiki.pages(wiki.space, null, 1_000);
        @Nullable
        PageId some = pages.isEmpty() || random.nextInt(4) == 0
                ? null
                : pages.get(random.nextInt(pages.size())).id();
        String title = NAMES.get(random.nextInt(NAMES.size()));
        if (some == null) {
            wiki.page(null, title, random.nextInt(5) == 0 ? null : "top " + random.nextInt(9));
            return;
        }
        switch (random.nextInt(6)) {
            case 0 -> wiki.page(some, title, random.nextInt(5) == 0 ? null : "text of " + title + random.nextInt(9));
            case 1 -> wiki.page(some, title, "child\n");
            case 2 -> wiki.wiki.edit(wiki.space, some, "new text " + random.nextInt(99), wiki.edit("edit"));
            case 3 -> wiki.wiki.rename(wiki.space, some, title, wiki.edit("rename"));
            case 4 -> {
                PageId target = pages.get(random.nextInt(pages.size())).id();
                if (!isBelow(target, some)) {
                    wiki.wiki.move(wiki.space, some, random.nextBoolean() ? target : null, wiki.edit("move"));
                }
            }
            default -> {
                if (pages.stream().noneMatch(page -> some.equals(page.content().parent()))) {
                    wiki.wiki.delete(wiki.space, some, wiki.edit("delete"));
                }
            }
        }
    }

    private boolean isBelow(PageId page, PageId above) {
        for (@Nullable PageId step = page; step != null; ) {
            if (step.equals(above)) {
                return true;
            }
            step = wiki.wiki.page(wiki.space, step).orElseThrow().content().parent();
        }
        return false;
    }

    private void pushSomething(RandomGenerator random, String message) {
        wiki.git.fetch();
        int edits = 1 + random.nextInt(5);
        for (int i = 0; i < edits; i++) {
            List<String> paths = wiki.git.files();
            String name = "git" + random.nextInt(12);
            String folder = paths.isEmpty() || random.nextBoolean()
                    ? ""
                    : paths.get(random.nextInt(paths.size())).replaceFirst("(\\.md)?$", "/");
            String some = paths.isEmpty() ? "" : paths.get(random.nextInt(paths.size()));
            try {
                switch (paths.isEmpty() ? 0 : random.nextInt(6)) {
                    case 0, 1 -> wiki.git.write(folder + name + ".md", "pushed " + random.nextInt(99) + "\n");
                    case 2 -> wiki.git.write(some, "changed by git " + random.nextInt(99) + "\n");
                    case 3 -> wiki.git.move(some, folder + name + some.substring(Math.max(0, some.lastIndexOf('.'))));
                    case 4 -> {
                        String top = some.contains("/") ? some.substring(0, some.lastIndexOf('/')) : some;
                        wiki.git.move(top, name + (top.endsWith(".md") ? ".md" : ""));
                    }
                    default -> wiki.git.delete(some);
                }
            } catch (AssertionError notThere) {
                // An earlier edit of this round has deleted it.
                edits--;
            }
        }
        if (wiki.git.isClash()) {
            wiki.git.fetch();
            return;
        }
        Set<PageId> before = ids();
        wiki.git.commit(message);
        PushResult result = wiki.git.push();
        if (result instanceof PushResult.Refused refused) {
            assertThat(refused.reason()).as(refused.toString()).isEqualTo(PushResult.Reason.INVALID);
            assertThat(ids()).isEqualTo(before);
        } else {
            assertThat(wiki.git.main()).isEqualTo(wiki.git.head());
        }
    }

    private Set<PageId> ids() {
        Set<PageId> ids = new HashSet<>();
        wiki.wiki.pages(wiki.space, null, 10_000).forEach(page -> ids.add(page.id()));
        return ids;
    }

    private void assertNamesAreSafe() {
        Set<String> seen = new HashSet<>();
        for (String path : wiki.git.paths()) {
            assertThat(seen.add(java.text.Normalizer.normalize(
                            path.toUpperCase(java.util.Locale.ROOT).toLowerCase(java.util.Locale.ROOT),
                            java.text.Normalizer.Form.NFC)))
                    .as("two paths that are equal on some file systems: %s", path)
                    .isTrue();
        }
    }
}
