package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.model.Change;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.SyncReport;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.store.listing.Listing.ListedPage;
import dev.gitsync.store.listing.ListingPageStore;
import dev.gitsync.store.listing.ListingSettings;
import dev.gitsync.store.listing.RepositoryListingMemory;
import dev.gitsync.tests.store.InMemoryListing;
import dev.gitsync.tests.store.InMemorySpaceDirectory;
import dev.gitsync.tests.store.ProcessDied;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Laws 2, 3 and 5: whatever wiki and git change in a wiki that can only list its pages, and wherever the wiki stops
 * answering, main equals the wiki after the next cycle, and each page exists once.
 */
class RandomListingTest {
    private final Space space = new Space(new SpaceId("listed"), "", "Listed");
    private final InMemoryListing wiki = new InMemoryListing();
    private final InMemoryRepositoryStore repositories = new InMemoryRepositoryStore();
    private final ListingPageStore store = ListingPageStore.builder(wiki, new RepositoryListingMemory(repositories))
            .settings(ListingSettings.builder()
                    .maxMissingPercent(100)
                    .keptRevisions(20)
                    .build())
            .build();
    private final GitSync sync = GitSync.builder()
            .spaces(InMemorySpaceDirectory.of(space))
            .pages(store)
            .repositories(repositories)
            .build();
    private final GitUser git = new GitUser(sync, space);
    private final List<PageId> trashed = new ArrayList<>();
    private int texts;

    static LongStream seeds() {
        return LongStream.range(0, Integer.getInteger("gitsync.test.seeds", 25));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void keepsMainEqualToTheWikiAfterEveryCycle(long seed) {
        RandomGenerator random = new Random(seed);
        wiki.create(space, null, "Never deleted", "for a listing that is empty would not be believed");
        for (int round = 0; round < 10; round++) {
            for (int i = random.nextInt(5); i > 0; i--) {
                editInTheWiki(random);
            }
            if (random.nextInt(4) == 0) {
                listIncompletely(random);
            }
            assertConverged();
            push(random, "round " + round);
            wiki.clearFaults();
            assertConverged();
        }
        List<Change> feed = store.changes(space, Cursor.START, 100_000).changes();
        assertThat(feed)
                .extracting(change -> change.id() + "@" + change.version())
                .doesNotHaveDuplicates();
    }

    private void listIncompletely(RandomGenerator random) {
        Set<PageId> before = indexed();
        Set<PageId> hidden = new HashSet<>();
        ids().stream().filter(id -> random.nextBoolean()).forEach(hidden::add);
        wiki.listIncompletelyWithout(page -> hidden.contains(page.id()));
        assertThat(sync.runOnce(space.id())).isNotInstanceOf(SyncReport.Failed.class);
        assertThat(indexed()).containsAll(before);
        wiki.clearFaults();
    }

    private void editInTheWiki(RandomGenerator random) {
        List<ListedPage> pages = wiki.pages(space);
        if (pages.isEmpty()) {
            wiki.create(space, null, "Again", text());
            return;
        }
        PageId some = pages.get(random.nextInt(pages.size())).id();
        PageId other = pages.get(random.nextInt(pages.size())).id();
        String title = "Title " + random.nextInt(12);
        switch (random.nextInt(7)) {
            case 0 -> wiki.create(space, null, title, text());
            case 1 -> wiki.create(space, some, title, text());
            case 2 -> wiki.edit(space, some, text());
            case 3 -> wiki.edit(space, some, page -> new PageContent(page.parent(), title, page.text()));
            case 4 -> {
                if (!isBelow(other, some)) {
                    wiki.edit(space, some, page -> new PageContent(other, page.title(), page.text()));
                }
            }
            case 5 -> restoreSome();
            default -> deleteIfLeaf(some);
        }
    }

    private void restoreSome() {
        if (!trashed.isEmpty()) {
            PageId page = trashed.remove(0);
            if (!ids().contains(page)) {
                wiki.restore(space, page);
                wiki.edit(space, page, content -> new PageContent(null, content.title(), content.text()));
            }
        }
    }

    private void deleteIfLeaf(PageId page) {
        boolean isLeaf = wiki.pages(space).stream()
                .noneMatch(child -> page.equals(child.content().parent()));
        if (isLeaf && wiki.pages(space).size() > 1) {
            wiki.delete(space, page);
            trashed.add(page);
        }
    }

    private boolean isBelow(PageId page, PageId above) {
        for (PageId step = page;
                step != null;
                step = wiki.page(space, step).content().parent()) {
            if (step.equals(above)) {
                return true;
            }
        }
        return false;
    }

    private void push(RandomGenerator random, String message) {
        git.fetch();
        Set<String> touched = new HashSet<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            editInGit(random, touched);
        }
        if (git.isClash() || git.files().isEmpty()) {
            return;
        }
        breakSomething(random);
        git.commit(message);
        try {
            if (git.push() instanceof PushResult.Accepted) {
                assertThat(git.main()).isEqualTo(git.head());
            }
        } catch (ProcessDied e) {
            // The next cycle has to correct it.
            assertThat(e).isNotNull();
        }
    }

    /**
     * Edits each file at most once. Two edits that together put the text of one page on the path of another are an
     * update and a deletion in the wiki; if the wiki stops answering after the first, two pages rightly have that
     * text.
     */
    private void editInGit(RandomGenerator random, Set<String> touched) {
        List<String> files = git.files();
        if (files.isEmpty()) {
            git.write("first.md", text());
            return;
        }
        String some = files.get(random.nextInt(files.size()));
        String folder = random.nextBoolean() ? "" : some.replaceFirst("(\\.md)?$", "/");
        String name = folder + "git" + random.nextInt(9) + ".md";
        int what = random.nextInt(5);
        if (what < 2) {
            if (touched.add(name)) {
                git.write(name, text());
            }
        } else if (touched.add(some)) {
            if (what == 2) {
                git.write(some, text());
            } else if (what == 3 && !files.contains(name) && touched.add(name)) {
                git.move(some, name);
            } else if (files.size() > 2) {
                git.delete(some);
            }
        }
    }

    private void breakSomething(RandomGenerator random) {
        int nth = 1 + random.nextInt(3);
        switch (random.nextInt(7)) {
            case 0 -> wiki.forbid("git" + random.nextInt(9), "Not here.");
            case 1 -> wiki.loseAnswerOfWrite(nth);
            case 2 -> wiki.failWrite(nth);
            case 3 -> wiki.beforeWrite(nth, () -> editInTheWiki(random));
            case 4 ->
                wiki.afterWrite(nth, () -> {
                    throw new ProcessDied();
                });
            case 5 -> wiki.afterWrite(nth, () -> store.changes(space, Cursor.START, 1_000));
            default -> wiki.clearFaults();
        }
    }

    /** Checks that wiki, main, index and memory agree, and that every text is on at most one page. */
    private void assertConverged() {
        assertThat(sync.runOnce(space.id()).isCaughtUp()).isTrue();
        VerifyReport report = sync.verify(space.id());
        assertThat(report).isInstanceOf(VerifyReport.Verified.class);
        assertThat(((VerifyReport.Verified) report).differences()).isEmpty();
        assertThat(indexed()).isEqualTo(ids());
        assertThat(wiki.pages(space))
                .extracting(page -> page.content().text())
                .filteredOn(text -> text != null)
                .doesNotHaveDuplicates();
    }

    private Set<PageId> ids() {
        Set<PageId> ids = new HashSet<>();
        wiki.pages(space).forEach(page -> ids.add(page.id()));
        return ids;
    }

    private Set<PageId> indexed() {
        Set<PageId> ids = new HashSet<>();
        store.pages(space, null, 10_000).forEach(page -> ids.add(page.id()));
        return ids;
    }

    private String text() {
        return "text " + ++texts + "\n";
    }
}
