package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Attachment;
import dev.gitsync.model.Change;
import dev.gitsync.model.Change.AttachmentRevision;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.report.VerifyReport.Difference.Kind;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.ChangeBatch;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.PageStore;
import dev.gitsync.store.attachment.AttachmentStore;
import dev.gitsync.testkit.InMemoryPageStore;
import dev.gitsync.testkit.TestContent;
import dev.gitsync.testkit.WikiEditor;
import dev.gitsync.tests.store.Call;
import dev.gitsync.tests.store.ForwardingPageReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that were in a space before its wiki had attachments become attachments, without a new commit (issue 28). */
class FileAdoptionTest {
    private final InMemoryPageStore pages = InMemoryPageStore.withAttachments();
    private final InMemoryRepositoryStore repositories = new InMemoryRepositoryStore();

    /** The same wiki with an earlier version of its store, which had no attachments. */
    private static final class PagesOnly extends ForwardingPageReader implements PageStore {
        private final PageStore delegate;

        PagesOnly(PageStore delegate) {
            super(delegate);
            this.delegate = delegate;
        }

        @Override
        public ChangeBatch changes(Space space, Cursor after, int limit) {
            ChangeBatch batch = delegate.changes(space, after, limit);
            List<Change> ofPages = batch.changes().stream()
                    .filter(change -> !(change instanceof AttachmentRevision))
                    .toList();
            return new ChangeBatch(ofPages, batch.next(), batch.more());
        }

        @Override
        public ApplyResult apply(Space space, List<PageChange> changes, ApplyContext context) {
            return delegate.apply(space, changes, context);
        }
    }

    @Test
    void adoptsAPointerWithAWrongSizeAsText() throws Exception {
        TestContent object = TestContent.of("object");
        String pointer = object.pointer().replace("size 6", "size 7");
        EngineFixture before = before();
        before.page(null, "Guide", "guide");
        before.git
                .fetch()
                .write(".gitattributes", "*.bin filter=lfs\n")
                .write("Guide/plan.bin", pointer)
                .pushed("Add");
        pages.attachments().orElseThrow().store(before.space, object);
        EngineFixture now = now();
        now.pull();
        assertThat(attachments(now)).containsExactly(Map.entry("Guide:plan.bin", pointer));
        now.assertVerified();
    }

    /** Returns the same wiki without attachments. */
    static PageStore pagesOnly(PageStore pages) {
        return new PagesOnly(pages);
    }

    private EngineFixture before() {
        return new EngineFixture(pages, repositories, builder -> builder.pages(pagesOnly(pages)));
    }

    private EngineFixture now() {
        return new EngineFixture(pages, repositories, builder -> builder);
    }

    /** Issue 29. */
    @Test
    void attachesAFileToThePageOfItsFolder() {
        GitSyncSettings settings = GitSyncSettings.builder()
                .pages(names -> names.folderPages("README.md"))
                .build();
        EngineFixture before = new EngineFixture(
                pages,
                repositories,
                builder -> builder.pages(new PagesOnly(pages)).settings(settings));
        before.git
                .write("Guide/README.md", "guide")
                .write("Guide/img/pic.png", "picture")
                .pushed("guide");
        PageId guide = before.pageAt("Guide/README.md");
        ObjectId main = before.git.main();

        EngineFixture now = new EngineFixture(pages, repositories, builder -> builder.settings(settings));
        now.pull();

        List<Attachment> files = pages.attachments().orElseThrow().attachments(now.space, null, 10);
        assertThat(files).hasSize(1);
        assertThat(files.get(0).content().page()).isEqualTo(guide);
        assertThat(files.get(0).content().name()).isEqualTo("img/pic.png");
        assertThat(now.git.main()).isEqualTo(main);
        now.assertVerified();
    }

    private ObjectId spaceWithFiles(int many) {
        EngineFixture before = before();
        PageId guide = before.page(null, "Guide", "guide");
        before.page(guide, "Part", "part");
        before.git.fetch();
        before.git
                .write("logo.svg", "<svg/>")
                .write("Guide/img/plan.png", "plan")
                .write(".hidden", "hidden");
        before.git.write("Guide/Part/run.sh", "run").makeExecutable("Guide/Part/run.sh");
        before.git.write("empty", "");
        for (int i = 0; i < many; i++) {
            before.git.write("many/" + i + ".txt", "file " + i % 7);
        }
        before.git.pushed("Add files");
        before.assertVerified();
        return before.git.main();
    }

    private TreeMap<String, String> attachments(EngineFixture wiki) {
        TreeMap<String, String> found = new TreeMap<>();
        WikiEditor editor = pages.edits(wiki.space);
        List<Attachment> batch = List.of();
        do {
            PageId after = batch.isEmpty() ? null : batch.get(batch.size() - 1).id();
            batch = pages.attachments().orElseThrow().attachments(wiki.space, after, 500);
            for (Attachment file : batch) {
                String page = Optional.ofNullable(file.content().page())
                        .map(id -> editor.live(id).content().title())
                        .orElse("");
                String content = new String(editor.contents(file.id()), StandardCharsets.UTF_8);
                assertThat(found.put(page + ":" + file.content().name(), content))
                        .as("twin")
                        .isNull();
            }
        } while (!batch.isEmpty());
        return found;
    }

    @Test
    void attachesFilesToTheNearestPageWithoutACommit() {
        ObjectId main = spaceWithFiles(0);
        EngineFixture wiki = now();
        wiki.pull();
        assertThat(wiki.git.main()).isEqualTo(main);
        assertThat(attachments(wiki))
                .hasToString("{:empty=, :logo.svg=<svg/>, Guide:img/plan.png=plan, Part:run.sh=run}");
        assertThat(wiki.git.executables()).containsExactly("Guide/Part/run.sh");
        wiki.assertVerified();

        int applied = wiki.faulty.calls(Call.APPLY);
        wiki.pull();
        assertThat(wiki.faulty.calls(Call.APPLY)).isEqualTo(applied);
        assertThat(wiki.git.main()).isEqualTo(main);
    }

    /** Law 13: each cycle releases the lease within its budget, and the next one continues where it stopped. */
    @Test
    void stopsWhenTheBudgetIsSpentAndContinuesInTheNextCycle() {
        ObjectId main = spaceWithFiles(1_200);
        EngineFixture wiki = new EngineFixture(
                pages,
                repositories,
                builder -> builder.settings(GitSyncSettings.builder()
                        .cycle(cycle -> cycle.maxSteps(2_800))
                        .build()));
        wiki.pull();
        int adopted = attachments(wiki).size();
        assertThat(adopted).isBetween(500, 1_000);

        for (int cycles = 0; cycles < 4; cycles++) {
            wiki.pull();
        }
        assertThat(attachments(wiki)).hasSize(1_204);
        assertThat(wiki.git.main()).isEqualTo(main);
        wiki.assertVerified();
    }

    @Test
    void takesAuthorTimeAndCommitFromTheLastChangeOfAFile() {
        EngineFixture before = before();
        before.page(null, "Guide", "guide");
        before.git.fetch().write("logo.svg", "<svg/>").pushed("Add the logo");
        String commit = before.git.main().name();
        before.git.fetch().write("Guide.md", "other\n").pushed("Another commit");
        EngineFixture wiki = now();
        wiki.pull();
        var by = pages.changes(wiki.space, Cursor.START, 100).changes().stream()
                .filter(AttachmentRevision.class::isInstance)
                .findFirst()
                .orElseThrow()
                .provenance();
        assertThat(by.author()).isEqualTo(GitUser.GRACE);
        assertThat(by.message()).isEqualTo("Add the logo");
        assertThat(by.git()).isNotNull().extracting(origin -> origin.commit()).isEqualTo(commit);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void continuesAnInterruptedAdoptionWithoutDuplicates(int batch) {
        ObjectId main = spaceWithFiles(1100);
        for (boolean done : List.of(false, true)) {
            EngineFixture wiki = now();
            if (done) {
                wiki.faulty.failAfter(Call.APPLY, 1);
            } else {
                wiki.faulty.failBefore(Call.APPLY, batch);
            }
            wiki.sync.runOnce(wiki.space.id());
        }
        EngineFixture wiki = now();
        wiki.faulty.failBefore(Call.STORE, 1);
        wiki.sync.runOnce(wiki.space.id());
        wiki.pull();
        wiki.pull();
        assertThat(attachments(wiki)).hasSize(1104);
        assertThat(wiki.git.main()).isEqualTo(main);
        wiki.assertVerified();
    }

    @Test
    void keepsAFileThatTheWikiRefusesInGitAndReportsItInVerify() {
        spaceWithFiles(3);
        EngineFixture wiki =
                new EngineFixture(pages, repositories, builder -> builder.pages(new RefusingStore(pages, "1.txt")));
        wiki.pull();
        VerifyReport.Verified report = (VerifyReport.Verified) wiki.sync.verify(wiki.space.id());
        assertThat(report.differences())
                .extracting(difference -> difference.kind() + " " + difference.subject())
                .containsExactly(Kind.FILE_WITHOUT_ATTACHMENT + " many/1.txt");
        assertThat(attachments(wiki)).hasSize(6);
        assertThat(wiki.git.paths()).contains("many/1.txt");
    }

    /** A wiki that refuses plans with a file of this name. */
    private static final class RefusingStore extends ForwardingPageReader implements PageStore {
        private final PageStore delegate;
        private final String name;

        RefusingStore(PageStore delegate, String name) {
            super(delegate);
            this.delegate = delegate;
            this.name = name;
        }

        @Override
        public ApplyResult apply(Space space, List<PageChange> changes, ApplyContext context) {
            return changes.stream()
                            .anyMatch(change -> change instanceof PageChange.PutAttachment put
                                    && put.content().name().endsWith(name))
                    ? new ApplyResult.Refused("This wiki has no such files.")
                    : delegate.apply(space, changes, context);
        }

        @Override
        public Optional<AttachmentStore> attachments() {
            return delegate.attachments();
        }
    }

    @Test
    void pullsEditsBeforeTheFirstCycleWithAttachments() {
        spaceWithFiles(0);
        EngineFixture wiki = now();
        PageId guide = wiki.pageAt("Guide.md");
        wiki.upload(guide, "img/plan.png", "another plan");
        wiki.upload(null, "logo.svg", "<svg/>");
        wiki.wiki.rename(wiki.space, guide, "Manual", wiki.edit("rename"));
        wiki.pull();
        wiki.assertVerified();
        assertThat(wiki.git.read("Manual/Part/run.sh")).isEqualTo("run");
        assertThat(attachments(wiki).values()).contains("plan", "another plan");
        assertThat(attachments(wiki)).hasSize(5);
    }

    @ParameterizedTest
    @EnumSource(names = {"CHANGES", "APPLY", "ATTACHMENTS", "STORE"})
    void delaysAPushUntilTheFilesAreAttachments(Call call) {
        spaceWithFiles(0);
        EngineFixture wiki = now();
        wiki.faulty.failBefore(call, 1);
        wiki.sync.runOnce(wiki.space.id());
        wiki.git.fetch().write("Guide.md", "pushed\n").pushed("push");
        assertThat(attachments(wiki)).hasSize(4);
        wiki.assertVerified();
    }

    @Test
    void findsAttachmentsThatTheFeedNeverReportedBeforeAdoption() {
        EngineFixture before = before();
        PageId guide = before.page(null, "Guide", "guide");
        before.pull();
        pages.upload(before.space, guide, "same.png", TestContent.of("same"), before.edit("upload"));
        pages.upload(before.space, guide, "wiki.png", TestContent.of("wiki"), before.edit("upload"));
        before.page(null, "Later", "so that the feed is read past the uploads");
        before.pull();
        before.git
                .fetch()
                .write("Guide/same.png", "same")
                .write("Guide/git.png", "git")
                .pushed("push");
        EngineFixture wiki = now();
        wiki.pull();
        wiki.assertVerified();
        assertThat(attachments(wiki)).hasToString("{Guide:git.png=git, Guide:same.png=same, Guide:wiki.png=wiki}");
        assertThat(wiki.git.paths()).contains("Guide/git.png", "Guide/same.png", "Guide/wiki.png");
    }
}
