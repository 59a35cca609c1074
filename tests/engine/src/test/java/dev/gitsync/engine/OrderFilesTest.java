package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.model.Attachment;
import dev.gitsync.model.PageConventions;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.report.PushResult;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.testkit.InMemoryPageStore;
import dev.gitsync.testkit.TestContent;
import dev.gitsync.tests.store.Call;
import dev.gitsync.tests.store.InMemorySpaceDirectory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;

/** Files called .order are attachments if a setting says so, and hidden files otherwise: issue 29. */
class OrderFilesTest {
    private final InMemoryPageStore pages = InMemoryPageStore.withAttachments();
    private final InMemoryRepositoryStore repositories = new InMemoryRepositoryStore();

    static EngineFixture withOrderFiles(InMemoryPageStore pages, InMemoryRepositoryStore repositories) {
        GitSyncSettings settings =
                GitSyncSettings.builder().pages(names -> names.orderFiles(true)).build();
        return new EngineFixture(pages, repositories, builder -> builder.settings(settings));
    }

    private EngineFixture on() {
        return withOrderFiles(pages, repositories);
    }

    private EngineFixture off() {
        return new EngineFixture(pages, repositories, builder -> builder);
    }

    @Test
    void pushedOrderFileIsAnAttachmentOfThePageOfItsFolder() {
        EngineFixture wiki = on();
        wiki.git
                .write("Guide.md", "guide")
                .write("Guide/Setup.md", "setup")
                .write("Guide/.order", "Setup\n")
                .write("Guide/img/.order", "none\n")
                .write(".order", "Guide\n")
                .write(".hidden/.order", "x\n")
                .write(".gitignore", "x\n")
                .write(".order-of-things", "x\n")
                .pushed("Order");

        assertThat(attachments(wiki)).hasToString("{:.order=Guide\n, Guide:.order=Setup\n, Guide:img/.order=none\n}");
        assertSettled(wiki);
        wiki.git.write("Guide/.order", "Other\nSetup\n").pushed("Reorder");
        assertThat(attachments(wiki)).containsEntry("Guide:.order", "Other\nSetup\n");
        wiki.git.delete("Guide/.order").pushed("No order");
        assertThat(attachments(wiki)).doesNotContainKey("Guide:.order");
        assertSettled(wiki);
    }

    @Test
    void orderFileOfTheWikiIsAHiddenFileInTheFolderOfItsPage() {
        EngineFixture wiki = on();
        PageId guide = wiki.page(null, "Guide", "guide");
        wiki.page(guide, "Setup", "setup");
        PageId order = wiki.upload(guide, ".order", "Setup\n");
        wiki.upload(null, ".order", "Guide\n");
        wiki.pull();
        assertThat(wiki.git.paths()).containsExactly(".order", "Guide.md", "Guide/.order", "Guide/Setup.md");

        wiki.wiki.rename(wiki.space, guide, "Manual", wiki.edit("rename"));
        wiki.wiki.replace(wiki.space, order, TestContent.of("Setup\nMore\n"), wiki.edit("reorder"));
        wiki.pull();
        assertThat(wiki.git.read("Manual/.order")).isEqualTo("Setup\nMore\n");
        wiki.git.fetch().move("Manual", "Book").move("Manual.md", "Book.md").pushed("Move");
        assertThat(attachments(wiki)).containsKey("Book:.order");
        String path =
                wiki.sync.withPaths(wiki.space, paths -> paths.apply(order)).orElseThrow();
        assertThat(path).isEqualTo("Book/.order");
        wiki.wiki.deleteAttachment(wiki.space, order, wiki.edit("delete"));
        wiki.pull();
        assertThat(wiki.git.paths()).doesNotContain("Book/.order");
        wiki.wiki.restoreAttachment(wiki.space, order, wiki.edit("restore"));
        wiki.pull();
        assertThat(wiki.git.paths()).contains("Book/.order");
        assertSettled(wiki);
    }

    @Test
    void orderFileLeavesAndReturnsWithItsPage() {
        EngineFixture wiki = on();
        PageId guide = wiki.page(null, "Guide", "guide");
        wiki.upload(guide, ".order", "Setup\n");
        wiki.pull();
        wiki.wiki.delete(wiki.space, guide, wiki.edit("delete"));
        wiki.pull();
        assertThat(wiki.git.paths()).isEmpty();
        wiki.wiki.restore(wiki.space, guide, wiki.edit("restore"));
        wiki.pull();
        assertThat(wiki.git.paths()).containsExactly("Guide.md", "Guide/.order");
        assertSettled(wiki);
    }

    @Test
    void orderFilesAreHiddenByDefault() {
        EngineFixture wiki = off();
        PageId guide = wiki.page(null, "Guide", "guide");
        wiki.upload(guide, ".order", "of the wiki");
        wiki.pull();
        wiki.git.fetch().write("Guide/.order", "Setup\n").pushed("Order");
        assertThat(attachments(wiki)).hasToString("{Guide:.order=of the wiki}");
        assertThat(wiki.git.read("Guide/.order")).isEqualTo("Setup\n");
        assertSettled(wiki);
    }

    @Test
    void spaceAdoptsItsOrderFilesWithoutACommitWhenTheSettingIsTurnedOn() {
        EngineFixture before = off();
        before.git
                .write("Guide.md", "guide")
                .write("Guide/.order", "Setup\n")
                .write(".order", "Guide\n")
                .write(".x/.order", "x")
                .pushed("Order");
        ObjectId main = before.git.main();
        assertThat(attachments(before)).isEmpty();

        EngineFixture now = on();
        now.faulty.failAfter(Call.APPLY, 1);
        now.sync.runOnce(now.space.id());
        now.pull();

        assertThat(attachments(now)).hasToString("{:.order=Guide\n, Guide:.order=Setup\n}");
        assertThat(now.git.main()).isEqualTo(main);
        assertSettled(now);
        int applied = now.faulty.calls(Call.APPLY);
        now.pull();
        assertThat(now.faulty.calls(Call.APPLY)).isEqualTo(applied);
    }

    @Test
    void orderFilesOfTheWikiGetTheirNameWhenTheSettingIsTurnedOn() {
        EngineFixture before = off();
        PageId guide = before.page(null, "Guide", "guide");
        PageId taken = before.page(null, "Taken", "taken");
        before.upload(guide, ".order", "Setup\n");
        before.upload(taken, ".order", "of the wiki\n");
        before.pull();
        assertThat(before.git.paths()).doesNotContain("Guide/.order");
        before.git.fetch().write("Taken/.order", "of git\n").pushed("Order");

        EngineFixture now = on();
        now.pull();

        assertThat(now.git.read("Guide/.order")).isEqualTo("Setup\n");
        assertThat(now.git.paths()).hasSize(5);
        assertThat(attachments(now).values()).containsExactly("Setup\n", "of the wiki\n", "of git\n");
        assertSettled(now);
    }

    @Test
    void spaceKeepsItsOrderFilesWhenTheSettingIsTurnedOff() {
        EngineFixture before = on();
        before.git.write("Guide.md", "guide").write("Guide/.order", "Setup\n").pushed("Order");

        EngineFixture now = off();
        now.git.fetch().write("Guide/.order", "Other\n").pushed("Reorder");

        assertThat(attachments(now)).hasToString("{Guide:.order=Other\n}");
        assertSettled(now);
        now.sync.repair(now.space.id());
        assertThat(now.git.paths()).containsExactly("Guide.md", "Guide/.order");
        assertSettled(now);
    }

    @Test
    void lostIndexIsRebuiltWithOrderFiles() {
        EngineFixture wiki = on();
        wiki.git.write("Guide.md", "guide").write("Guide/.order", "Setup\n").pushed("Order");
        ObjectId main = wiki.git.main();
        for (List<String> lost : List.of(
                List.of("refs/gitsync/state"),
                List.of("refs/gitsync/wiki"),
                List.of("refs/gitsync/state", "refs/gitsync/wiki"))) {
            wiki.lose(lost.toArray(String[]::new));
            wiki.pull();
            assertThat(wiki.git.main()).isEqualTo(main);
            assertThat(attachments(wiki)).hasToString("{Guide:.order=Setup\n}");
            assertSettled(wiki);
        }
    }

    @Test
    void eachSpaceMayHaveItsOwnSetting() {
        EngineFixture wiki = off();
        Space space = new Space(wiki.space.id(), "acme", "Handbook", new PageConventions(List.of(), true));
        GitSync sync = GitSync.builder()
                .spaces(InMemorySpaceDirectory.of(space))
                .pages(pages)
                .repositories(repositories)
                .build();
        new GitUser(sync, space).write("A.md", "a").write("A/.order", "B\n").pushed("pages");
        assertThat(attachments(wiki)).hasToString("{A:.order=B\n}");
    }

    @Test
    void twoOrdersAreMergedLineByLineOrThePushIsRefused() {
        EngineFixture wiki = on();
        PageId order = wiki.upload(null, ".order", "A\nB\nC\nD\nE\nF\nG\n");
        wiki.git.fetch();
        wiki.wiki.replace(wiki.space, order, TestContent.of("B\nA\nC\nD\nE\nF\nG\n"), wiki.edit("reorder"));
        wiki.git.write(".order", "A\nB\nC\nD\nE\nG\nF\n").commit("Reorder others");
        assertThat(wiki.git.push()).isInstanceOf(PushResult.Accepted.class);
        assertThat(attachments(wiki)).hasToString("{:.order=B\nA\nC\nD\nE\nG\nF\n}");

        wiki.git.fetch();
        wiki.wiki.replace(wiki.space, order, TestContent.of("A\nB\nC\nD\nE\nF\nG\n"), wiki.edit("reorder"));
        wiki.git.write(".order", "C\nB\nA\nD\nE\nG\nF\n").commit("Reorder the same");
        PushResult refused = wiki.git.push();
        assertThat(refused)
                .isInstanceOfSatisfying(
                        PushResult.Refused.class,
                        result -> assertThat(result.reason()).isEqualTo(PushResult.Reason.CONFLICT));
        assertThat(refused.toString()).contains(".order");
        assertSettled(wiki);
    }

    /** The first line counts, so that the order is still defined. */
    @Test
    void pageThatBothSidesMovedApartHasTwoLines() {
        EngineFixture wiki = on();
        PageId order = wiki.upload(null, ".order", "A\nB\nC\nD\nE\nF\nG\n");
        wiki.git.fetch();
        wiki.wiki.replace(wiki.space, order, TestContent.of("A\nD\nB\nC\nE\nF\nG\n"), wiki.edit("up"));
        wiki.git.write(".order", "A\nB\nC\nE\nF\nD\nG\n").commit("down");
        assertThat(wiki.git.push()).isInstanceOf(PushResult.Accepted.class);
        assertThat(attachments(wiki)).hasToString("{:.order=A\nD\nB\nC\nE\nF\nD\nG\n}");
    }

    private static void assertSettled(EngineFixture wiki) {
        wiki.assertVerified();
        ObjectId main = wiki.git.main();
        wiki.pull();
        assertThat(wiki.git.main()).isEqualTo(main);
    }

    private Map<String, String> attachments(EngineFixture wiki) {
        TreeMap<String, String> found = new TreeMap<>();
        for (Attachment file : pages.attachments().orElseThrow().attachments(wiki.space, null, 100)) {
            PageId page = file.content().page();
            String owner = page == null ? "" : wiki.titleOf(page);
            found.put(
                    owner + ":" + file.content().name(),
                    new String(pages.edits(wiki.space).contents(file.id()), StandardCharsets.UTF_8));
        }
        return found;
    }
}
