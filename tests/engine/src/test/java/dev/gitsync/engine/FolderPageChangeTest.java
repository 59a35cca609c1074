package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Change;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageId;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.SyncReport;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.report.VerifyReport.Difference.Kind;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.testkit.InMemoryPageStore;
import dev.gitsync.tests.repository.FaultyRepositoryStore;
import dev.gitsync.tests.repository.FaultyRepositoryStore.Fault;
import dev.gitsync.tests.store.Call;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The setting for folder pages changes in a space that has pages: issue 29. */
class FolderPageChangeTest {
    private final InMemoryPageStore pages = InMemoryPageStore.withAttachments();
    private final FaultyRepositoryStore repositories = new FaultyRepositoryStore(new InMemoryRepositoryStore());

    private List<PageId> ids = List.of();
    private ObjectId head = ObjectId.zeroId();

    /** The wiki with these names, as after a restart. */
    private EngineFixture with(String names) {
        return with(names, Integer.MAX_VALUE);
    }

    private EngineFixture with(String names, int maxSteps) {
        GitSyncSettings settings = GitSyncSettings.builder()
                .pages(set -> set.folderPages(names))
                .cycle(cycle -> cycle.maxSteps(maxSteps))
                .build();
        return new EngineFixture(pages, repositories, builder -> builder.settings(settings));
    }

    /** The title and the text of each page, below the titles of the pages above it. */
    private SortedMap<String, String> content(EngineFixture wiki) {
        SortedMap<String, String> content = new TreeMap<>();
        for (Page page : pages.pages(wiki.space, null, 100_000)) {
            StringBuilder path = new StringBuilder();
            for (PageId above = page.id(); above != null; ) {
                Page step = pages.page(wiki.space, above).orElseThrow();
                path.insert(0, "/" + step.content().title());
                above = step.content().parent();
            }
            assertThat(content.put(
                            path.substring(1), String.valueOf(page.content().text())))
                    .isNull();
        }
        return content;
    }

    private static EngineFixture somePages(EngineFixture wiki) {
        wiki.git
                .write("Guide/README.md", "guide\n")
                .write("Guide/Setup.md", "setup\n")
                .write("Guide/pic.png", "picture")
                .write("Guide/README/shot.png", "shot")
                .write("Guide/Deep/README.md", "deep\n")
                .write("Guide/Deep/Leaf.md", "leaf\n")
                .write("Both.md", "both\n")
                .write("Both/README.md", "both's readme\n")
                .write("README.md", "root\n")
                .pushed("pages");
        wiki.page(wiki.pageAt("Guide/"), "Bare", null);
        wiki.pull();
        return wiki;
    }

    @Test
    void aPageWithSuchANameBecomesThePageOfItsFolder() {
        EngineFixture before = somePages(with(""));
        PageId guide = before.pageAt("Guide/README.md");
        PageId deep = before.pageAt("Guide/Deep/README.md");
        PageId setup = before.pageAt("Guide/Setup.md");
        ObjectId main = before.git.main();

        EngineFixture now = with("README.md");
        now.pull();

        assertThat(content(now))
                .hasToString("{Both=both\n, Both/README=both's readme\n, Guide=guide\n, Guide/Bare=null,"
                        + " Guide/Deep=deep\n, Guide/Deep/Leaf=leaf\n, Guide/Setup=setup\n, README=root\n}");
        assertThat(now.git.main()).isEqualTo(main);
        assertThat(now.pageAt("Guide/README.md")).isEqualTo(guide);
        assertThat(now.pageAt("Guide/Deep/README.md")).isEqualTo(deep);
        assertThat(now.pageAt("Guide/Setup.md")).isEqualTo(setup);
        assertThat(pages.attachments().orElseThrow().attachments(now.space, null, 10))
                .allSatisfy(file -> assertThat(file.content().page()).isEqualTo(guide));
        now.assertVerified();

        int applied = now.faulty.calls(Call.APPLY);
        now.pull();
        assertThat(now.faulty.calls(Call.APPLY)).isEqualTo(applied);
    }

    @Test
    void thePagesOfFoldersBecomeOrdinaryPagesAgain() {
        EngineFixture before = somePages(with(""));
        SortedMap<String, String> content = content(before);
        SortedMap<String, PageId> ids = new TreeMap<>();
        before.git.paths().stream()
                .filter(path -> path.endsWith(".md"))
                .forEach(path -> ids.put(path, before.pageAt(path)));
        ObjectId main = before.git.main();
        with("README.md, index.md").pull();

        EngineFixture now = with("");
        now.pull();

        assertThat(content(now)).isEqualTo(content);
        ids.forEach((path, id) -> assertThat(now.pageAt(path)).isEqualTo(id));
        assertThat(now.git.main()).isEqualTo(main);
        now.assertVerified();
    }

    @Test
    void anotherOrderOfTheNamesMakesAnotherFileThePage() {
        EngineFixture before = with("README.md, index.md");
        before.git
                .write("Guide/README.md", "readme\n")
                .write("Guide/index.md", "index\n")
                .write("Guide/Setup.md", "setup\n")
                .pushed("pages");
        PageId index = before.pageAt("Guide/index.md");
        assertThat(content(before)).hasToString("{Guide=readme\n, Guide/Setup=setup\n, Guide/index=index\n}");

        EngineFixture now = with("index.md, README.md");
        now.pull();

        assertThat(content(now)).hasToString("{Guide=index\n, Guide/README=readme\n, Guide/Setup=setup\n}");
        assertThat(now.pageAt("Guide/index.md")).isEqualTo(index);
        now.assertVerified();
    }

    @Test
    void theRevisionsAreThoseOfTheEngine() {
        EngineFixture before = somePages(with(""));
        Cursor cursor = pages.changes(before.space, Cursor.START, 1_000).next();
        EngineFixture now = with("README.md");
        now.pull();

        List<Change> changes = pages.changes(now.space, cursor, 1_000).changes();
        assertThat(changes).isNotEmpty().allSatisfy(change -> {
            assertThat(change.provenance().author().name()).isEqualTo("gitsync");
            assertThat(change.provenance().message()).isEqualTo("Use other names of folder pages");
        });
    }

    @Test
    void aFolderWhoseNamesWouldCollideStaysAndVerifyNamesIt() {
        EngineFixture before = with("README.md");
        before.git
                .write("A/README.md", "a\n")
                .write("A/readme/Leaf.md", "leaf\n")
                .write("B/README.md", "b\n")
                .pushed("pages");

        EngineFixture now = with("");
        now.pull();

        VerifyReport.Verified report = (VerifyReport.Verified) now.sync.verify(now.space.id());
        assertThat(report.differences())
                .extracting(difference -> difference.kind() + " " + difference.subject())
                .contains(Kind.FILE_WITHOUT_PAGE + " A/README.md")
                .doesNotContain(Kind.FILE_WITHOUT_PAGE + " B/README.md");
        assertThat(content(now)).containsKeys("A", "A/readme/Leaf", "B/README").doesNotContainKey("A/README");
        now.git.fetch().delete("A/readme").pushed("delete");
        now.git.fetch().write("A/Other.md", "other").pushed("write");
    }

    /** Law 13. */
    @Test
    void aCycleStopsWhenItsBudgetIsSpentAndTheNextOneContinues() {
        EngineFixture before = with("");
        for (int i = 0; i < 400; i++) {
            before.git.write("Wide/page " + i + "/README.md", "text " + i + "\n");
        }
        before.git.pushed("pages");
        ObjectId main = before.git.main();

        EngineFixture now = with("README.md", 1_500);
        assertThat(now.sync.runOnce(now.space.id()))
                .isEqualTo(new SyncReport.UpToDate(now.space.id(), main.name(), true));
        long changed = changed(now);
        assertThat(changed).isBetween(1L, 399L);
        now.git.fetch().write("Wide/page 1/README.md", "pushed\n");
        PageId last = pageTitled(now, "README");
        pages.edit(now.space, last, "edited\n", now.edit("edit"));
        for (int cycle = 0; cycle < 30 && changed(now) < 400; cycle++) {
            now.sync.runOnce(now.space.id());
            assertThat(changed(now)).isGreaterThan(changed);
            changed = changed(now);
        }
        assertThat(changed).isEqualTo(400);
        assertThat(now.git.fetch().main()).isNotEqualTo(main);
        assertThat(now.sync.runOnce(now.space.id()))
                .isEqualTo(
                        new SyncReport.UpToDate(now.space.id(), now.git.main().name()));
        with("README.md").assertVerified();
    }

    private PageId pageTitled(EngineFixture wiki, String title) {
        return pages.pages(wiki.space, null, 10_000).stream()
                .filter(page -> page.content().title().equals(title))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private long changed(EngineFixture wiki) {
        return pages.pages(wiki.space, null, 10_000).stream()
                .filter(page -> page.content().title().startsWith("page ")
                        && page.content().text() != null)
                .count();
    }

    @ParameterizedTest
    @EnumSource(names = {"CHANGES", "APPLY", "PAGE", "PAGES"})
    void nothingIsLostWhenTheWikiFails(Call call) {
        for (boolean done : List.of(false, true)) {
            for (int nth = 1; nth < 5; nth++) {
                FolderPageChangeTest other = new FolderPageChangeTest();
                EngineFixture now = other.changing();
                if (done) {
                    now.faulty.failAfter(call, nth);
                } else {
                    now.faulty.failBefore(call, nth);
                }
                now.sync.runOnce(now.space.id());
                now.faulty.clearFaults();
                other.assertChanged();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsLostWhenTheRepositoryFails(Fault fault) {
        EngineFixture whole = changing();
        repositories.clearFaults();
        whole.pull();
        int calls = repositories.calls().size();
        int step = Integer.getInteger("gitsync.crashes.step", 11);
        for (int nth = 1 + fault.ordinal() % step; nth <= calls; nth += step) {
            FolderPageChangeTest other = new FolderPageChangeTest();
            EngineFixture now = other.changing();
            other.repositories.clearFaults();
            other.repositories.fail(nth, fault);
            now.sync.runOnce(now.space.id());
            other.repositories.clearFaults();
            other.assertChanged();
        }
        assertThat(calls).isGreaterThan(20);
    }

    private EngineFixture changing() {
        EngineFixture before = somePages(with(""));
        ids = List.of(before.pageAt("Guide/README.md"), before.pageAt("Guide/Deep/README.md"));
        head = before.git.main();
        return with("README.md");
    }

    private void assertChanged() {
        EngineFixture now = with("README.md");
        now.pull();
        assertThat(content(now))
                .hasToString("{Both=both\n, Both/README=both's readme\n, Guide=guide\n, Guide/Bare=null,"
                        + " Guide/Deep=deep\n, Guide/Deep/Leaf=leaf\n, Guide/Setup=setup\n, README=root\n}");
        assertThat(List.of(now.pageAt("Guide/README.md"), now.pageAt("Guide/Deep/README.md")))
                .isEqualTo(ids);
        assertThat(now.git.main()).isEqualTo(head);
        now.assertVerified();
    }

    @Test
    void anEditMeanwhileIsKept() {
        EngineFixture now = changing();
        PageId guide = now.pageAt("Guide/README.md");
        now.faulty.before(Call.APPLY, 1, () -> pages.edit(now.space, guide, "edited\n", now.edit("edit")));
        now.sync.runOnce(now.space.id());
        now.pull();

        assertThat(content(now)).containsEntry("Guide", "edited\n").containsKey("Guide/Setup");
        assertThat(now.git.read("Guide/README.md")).isEqualTo("edited\n");
        now.assertVerified();
    }

    @Test
    void aPushIsPlannedAfterTheChange() {
        EngineFixture now = changing();
        PageId guide = now.pageAt("Guide/README.md");

        now.git.fetch().write("Guide/README.md", "pushed\n").commit("push");
        assertThat(now.git.push()).isInstanceOf(PushResult.Accepted.class);

        assertThat(content(now)).containsEntry("Guide", "pushed\n").doesNotContainKey("Guide/README");
        assertThat(now.pageAt("Guide/README.md")).isEqualTo(guide);
        now.assertVerified();
    }
}
