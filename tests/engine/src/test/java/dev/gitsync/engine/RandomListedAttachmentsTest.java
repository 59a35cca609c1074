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
import dev.gitsync.report.VerifyReport;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.store.listing.Listing.ListedPage;
import dev.gitsync.store.listing.ListingPageStore;
import dev.gitsync.store.listing.ListingSettings;
import dev.gitsync.store.listing.RepositoryListingContents;
import dev.gitsync.store.listing.RepositoryListingMemory;
import dev.gitsync.store.plan.AttachmentName;
import dev.gitsync.tests.store.InMemoryListedFiles;
import dev.gitsync.tests.store.InMemoryListedFiles.Feature;
import dev.gitsync.tests.store.InMemoryListing;
import dev.gitsync.tests.store.InMemorySpaceDirectory;
import dev.gitsync.tests.store.ProcessDied;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever two sides do to the attachments of a wiki that can only list them, and wherever it stops answering: after the next cycle
 * main is the wiki, and no contents are lost or doubled (laws 2, 3 and 5; issue 28).
 */
class RandomListedAttachmentsTest {
    private static final List<String> NAMES = List.of("a.png", "b.png", "img/a.png", "img/c.png", "d.txt");

    static LongStream seeds() {
        return LongStream.range(0, Integer.getInteger("gitsync.test.seeds", 12));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void mainIsTheWikiAfterEveryCycle(long seed) {
        new Run(seed).run();
    }

    private static final class Run {
        private final Space space = new Space(new SpaceId("listed"), "", "Listed");
        private final InMemoryRepositoryStore repositories = new InMemoryRepositoryStore();
        private final RandomGenerator random;
        private final InMemoryListing wiki;
        private final InMemoryListedFiles files;
        private final ListingPageStore store;
        private final GitSync sync;
        private final GitUser git;
        private int texts;

        Run(long seed) {
            random = new Random(seed);
            Feature[][] features = {{}, {Feature.IDS}, {Feature.IDS, Feature.HASHES}, {Feature.HASHES}};
            wiki = InMemoryListing.withAttachments(features[(int) (seed % 4)]);
            files = wiki.files();
            store = ListingPageStore.builder(wiki, new RepositoryListingMemory(repositories))
                    .contents(new RepositoryListingContents(repositories))
                    .settings(ListingSettings.builder()
                            .maxMissingPercent(100)
                            .keptRevisions(20)
                            .build())
                    .build();
            sync = GitSync.builder()
                    .spaces(InMemorySpaceDirectory.of(space))
                    .pages(store)
                    .repositories(repositories)
                    .build();
            git = new GitUser(sync, space);
        }

        void run() {
            PageId top = wiki.create(space, null, "Top", "a page");
            wiki.create(space, top, "Child", "below it");
            wiki.create(space, null, "Other", "another page");
            for (int round = 0; round < 8; round++) {
                for (int i = random.nextInt(5); i > 0; i--) {
                    editInTheWiki();
                }
                assertConverged();
                push("round " + round);
                wiki.clearFaults();
                assertConverged();
            }
            List<Change> feed = store.changes(space, Cursor.START, 100_000).changes();
            assertThat(feed)
                    .extracting(change -> change.id() + "@" + change.version())
                    .doesNotHaveDuplicates();
        }

        private void editInTheWiki() {
            List<ListedPage> pages = wiki.pages(space);
            PageId page = pages.get(random.nextInt(pages.size())).id();
            @Nullable AttachmentName file = any();
            AttachmentName to = new AttachmentName(random.nextInt(4) == 0 ? null : page, pick(NAMES));
            boolean isFree = !files.texts(space).containsKey(to);
            switch (random.nextInt(7)) {
                case 0, 1 -> files.upload(space, to.page(), to.name(), text());
                case 2 -> {
                    if (file != null && isFree) {
                        files.move(space, file, to);
                    }
                }
                case 3 -> {
                    if (file != null) {
                        files.upload(space, file.page(), file.name(), text());
                    }
                }
                case 4 -> {
                    if (file != null) {
                        files.delete(space, file);
                    }
                }
                case 5 -> wiki.edit(space, page, content -> new PageContent(content.parent(), "T" + texts++, "text"));
                default -> deletePage(page);
            }
        }

        private void deletePage(PageId page) {
            boolean isLeaf = wiki.pages(space).stream()
                    .noneMatch(child -> page.equals(child.content().parent()));
            if (isLeaf && wiki.pages(space).size() > 2) {
                files.texts(space).keySet().stream()
                        .filter(name -> page.equals(name.page()))
                        .forEach(name -> files.delete(space, name));
                wiki.delete(space, page);
            } else {
                wiki.create(space, page, "Below " + texts++, "text");
            }
        }

        private @Nullable AttachmentName any() {
            List<AttachmentName> names = List.copyOf(files.texts(space).keySet());
            return names.isEmpty() ? null : pick(names);
        }

        private <T> T pick(List<T> all) {
            return all.get(random.nextInt(all.size()));
        }

        private void push(String message) {
            git.fetch();
            Set<String> touched = new HashSet<>();
            for (int i = 1 + random.nextInt(4); i > 0; i--) {
                editInGit(touched);
            }
            if (git.isClash() || git.files().isEmpty()) {
                return;
            }
            breakSomething();
            git.commit(message);
            try {
                if (git.push() instanceof PushResult.Accepted) {
                    assertThat(git.main()).isEqualTo(git.head());
                }
            } catch (ProcessDied e) {
                // The next cycle has to mend it.
                assertThat(e).isNotNull();
            }
        }

        /** Edits each file once at most, for the reason that {@link RandomListingTest} states. */
        private void editInGit(Set<String> touched) {
            List<String> all = git.files();
            String some = pick(all);
            String name = some.replaceFirst("[^/]*$", "") + "git" + random.nextInt(5) + ".bin";
            switch (random.nextInt(4)) {
                case 0 -> {
                    if (touched.add(name)) {
                        git.write(name, text());
                    }
                }
                case 1 -> {
                    if (touched.add(some)) {
                        git.write(some, text());
                    }
                }
                case 2 -> {
                    if (!some.endsWith(".md") && !all.contains(name) && touched.add(some) && touched.add(name)) {
                        git.move(some, name);
                    }
                }
                default -> {
                    if (!some.endsWith(".md") && touched.add(some)) {
                        git.delete(some);
                    }
                }
            }
        }

        private void breakSomething() {
            int nth = 1 + random.nextInt(3);
            switch (random.nextInt(7)) {
                case 0 -> wiki.forbid("git" + random.nextInt(5) + ".bin", "Not here.");
                case 1 -> wiki.loseAnswerOfWrite(nth);
                case 2 -> wiki.failWrite(nth);
                case 3 -> wiki.beforeWrite(nth, this::editInTheWiki);
                case 4 ->
                    wiki.afterWrite(nth, () -> {
                        throw new ProcessDied();
                    });
                case 5 -> wiki.afterWrite(nth, () -> store.changes(space, Cursor.START, 1_000));
                default -> wiki.clearFaults();
            }
        }

        private void assertConverged() {
            assertThat(sync.runOnce(space.id()).isCaughtUp()).isTrue();
            VerifyReport report = sync.verify(space.id());
            assertThat(report).isInstanceOf(VerifyReport.Verified.class);
            assertThat(((VerifyReport.Verified) report).differences()).isEmpty();
            assertThat(files.texts(space).values()).doesNotHaveDuplicates();
            git.fetch();
            assertThat(git.files().stream().filter(path -> !path.endsWith(".md")))
                    .hasSameSizeAs(files.texts(space).keySet());
        }

        private String text() {
            return "text " + ++texts + "\n";
        }
    }
}
