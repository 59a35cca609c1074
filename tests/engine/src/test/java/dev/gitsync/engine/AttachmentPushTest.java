package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.error.StoreRejectedException;
import dev.gitsync.model.Attachment;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.PushResult.PushedAttachment;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.settings.DeletePolicy;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.PageStore;
import dev.gitsync.store.attachment.AttachmentStore;
import dev.gitsync.testkit.InMemoryPageStore;
import dev.gitsync.testkit.TestContent;
import dev.gitsync.tests.store.Call;
import dev.gitsync.tests.store.ForwardingPageReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;

/** Files of a push that are neither pages nor hidden become attachments of the wiki: issue 28. */
class AttachmentPushTest {
    private final EngineFixture wiki = EngineFixture.withAttachments();

    @Test
    void pushedFilesAreInTheWikiAndStayAsTheyWerePushed() {
        wiki.page(null, "Guide", "guide");
        wiki.git.fetch();

        PushResult.Accepted accepted = wiki.git
                .write("Guide/plan.png", "plan")
                .write("Guide/img/a.png", "a")
                .write("logo.svg", "<svg/>")
                .write("New.md", "new")
                .write("New/b.png", "b")
                .write(".gitignore", "x")
                .pushed("Add files");

        assertThat(lines(accepted))
                .containsExactly(
                        "CREATED Guide/img/a.png", "CREATED Guide/plan.png", "CREATED New/b.png", "CREATED logo.svg");
        assertThat(accepted.otherFiles()).isEqualTo(1);
        assertThat(files())
                .containsOnlyKeys("Guide: img/a.png", "Guide: plan.png", "New: b.png", "logo.svg")
                .containsEntry("Guide: plan.png", "plan");
        assertSettled();
    }

    @Test
    void pushOfFilesOnlyIsAppliedAndNotPulledAgain() {
        PageId guide = wiki.page(null, "Guide", "guide");
        wiki.git.fetch().write("Guide/a.png", "one").pushed("Add");
        Attachment added = only(guide);

        wiki.git.write("Guide/a.png", "two").pushed("Replace");
        assertThat(only(guide).id()).isEqualTo(added.id());
        assertThat(only(guide).content().hash()).isEqualTo(TestContent.of("two").hash());
        wiki.git.move("Guide/a.png", "Guide/b.png").pushed("Rename");
        assertThat(only(guide).id()).isEqualTo(added.id());
        assertThat(only(guide).content().name()).isEqualTo("b.png");
        wiki.git.delete("Guide/b.png").pushed("Delete");
        assertThat(files()).isEmpty();
        assertSettled();
        wiki.git.write("Guide/b.png", "two").pushed("Restore");
        assertThat(only(guide).id()).isEqualTo(added.id());
        assertSettled();
    }

    @Test
    void changesOfTheModeAloneChangeNoAttachment() {
        wiki.git.fetch().write("run.sh", "#!").pushed("Add");
        long version = all().get(0).version();

        wiki.git.makeExecutable("run.sh").pushed("chmod +x");

        assertThat(all().get(0).version()).isEqualTo(version);
        wiki.wiki.replace(wiki.space, all().get(0).id(), TestContent.of("#!/bin/sh"), wiki.edit("edit"));
        wiki.pull();
        assertThat(wiki.git.executables()).containsExactly("run.sh");
        assertSettled();
    }

    @Test
    void modeComesBackWithAFileThatTheWikiRestores() {
        wiki.git.fetch().write("run.sh", "#!").makeExecutable("run.sh").pushed("Add");
        PageId id = all().get(0).id();
        wiki.git.delete("run.sh").pushed("Delete");

        wiki.wiki.restoreAttachment(wiki.space, id, wiki.edit("restore"));
        wiki.pull();

        assertThat(wiki.git.executables()).containsExactly("run.sh");
        assertSettled();
    }

    @Test
    void pagesMoveAndGoWithTheirFilesInOnePush() {
        PageId guide = wiki.page(null, "Guide", "guide");
        PageId old = wiki.page(null, "Old", "old");
        wiki.upload(guide, "a.png", "a");
        wiki.upload(guide, "img/b.png", "b");
        wiki.upload(old, "c.png", "c");
        wiki.git.fetch();

        PushResult.Accepted accepted = wiki.git
                .move("Guide.md", "Docs/Guide.md")
                .move("Guide", "Docs/Guide")
                .write("Docs/Guide/d.png", "d")
                .delete("Old.md")
                .delete("Old")
                .pushed("Tidy up");

        assertThat(lines(accepted)).containsExactly("CREATED Docs/Guide/d.png", "DELETED Old/c.png");
        assertThat(files()).containsOnlyKeys("Guide: a.png", "Guide: d.png", "Guide: img/b.png");
        assertSettled();
        wiki.wiki.restore(wiki.space, old, wiki.edit("restore"));
        wiki.pull();
        assertThat(wiki.git.paths()).contains("Old.md");
        assertSettled();
    }

    /** To git, a page without text that has files is a folder page. */
    @Test
    void pageWithoutTextMovesAndGoesWithTheFolderOfItsFiles() {
        PageId gallery = wiki.page(null, "Gallery", null);
        PageId image = wiki.upload(gallery, "a.png", "a");
        wiki.git.fetch().move("Gallery", "Photos").pushed("Rename");
        assertThat(wiki.titleOf(gallery)).isEqualTo("Photos");
        assertThat(only(gallery).id()).isEqualTo(image);

        wiki.git.delete("Photos/a.png").pushed("Delete");

        assertThat(wiki.wiki.page(wiki.space, gallery)).isEmpty();
        assertSettled();
        wiki.git.write("Photos/a.png", "a").pushed("Restore");
        assertThat(files()).as("no page is invented for files").containsOnlyKeys("Photos/a.png");
        assertSettled();
    }

    @Test
    void contentsOnlyChangedKeepTheNameOfTheWiki() {
        wiki.upload(null, "a:b?.png", "one");
        wiki.git.fetch();
        String path = wiki.git.paths().get(0);

        wiki.git.write(path, "two").pushed("Replace");
        assertThat(files()).containsExactlyEntriesOf(new TreeMap<>(Map.of("a:b?.png", "two")));
        wiki.git.move(path, "img/" + path).pushed("Move");

        assertThat(files()).containsOnlyKeys("img/" + path);
        assertSettled();
    }

    @Test
    void thousandsOfFilesAreOnePush() {
        wiki.page(null, "Guide", "guide");
        wiki.git.fetch();
        for (int i = 0; i < 2_000; i++) {
            wiki.git.write("Guide/img" + i % 7 + "/" + i + ".png", "content " + i % 500);
        }

        PushResult.Accepted accepted = wiki.git.pushed("Add many");

        assertThat(accepted.attachments()).hasSize(2_000);
        assertThat(wiki.faulty.calls(Call.STORE)).as("contents stored").isEqualTo(500);
        wiki.git.move("Guide.md", "Manual.md").move("Guide", "Manual");
        assertThat(wiki.git.pushed("Move").attachments()).isEmpty();
        assertSettled();
    }

    @Test
    void pushIsMergedWithTheWikisChangesToOtherFiles() {
        PageId guide = wiki.page(null, "Guide", "guide");
        PageId a = wiki.upload(guide, "a.png", "a");
        wiki.upload(guide, "b.png", "b");
        wiki.git.fetch();
        wiki.wiki.replace(wiki.space, a, TestContent.of("a of the wiki"), wiki.edit("replace"));
        wiki.upload(guide, "c.png", "c");

        wiki.git.write("Guide/b.png", "b of git").commit("Replace");
        assertThat(wiki.git.push()).isInstanceOf(PushResult.Accepted.class);

        assertThat(files())
                .containsEntry("Guide: a.png", "a of the wiki")
                .containsEntry("Guide: b.png", "b of git")
                .containsEntry("Guide: c.png", "c");
        assertSettled();
    }

    @Test
    void sameFileChangedInWikiAndPushIsAConflictThatNamesIt() {
        PageId a = wiki.upload(null, "a.png", "a");
        wiki.git.fetch();
        wiki.wiki.replace(wiki.space, a, TestContent.of("a of the wiki"), wiki.edit("replace"));

        PushResult.Refused refused = refusedAfterPull("a.png", "a of git");

        assertThat(refused.reason()).isEqualTo(PushResult.Reason.CONFLICT);
        assertThat(refused.details()).contains("a.png");
        assertThat(files()).containsEntry("a.png", "a of the wiki");
    }

    @Test
    void fileThatTheWikiChangesBetweenPlanAndApplyIsPlannedAgain() {
        PageId a = wiki.upload(null, "a.png", "a");
        PageId b = wiki.upload(null, "b.png", "b");
        wiki.git.fetch();
        wiki.faulty.before(
                Call.APPLY,
                1,
                () -> wiki.wiki.replace(wiki.space, b, TestContent.of("b of the wiki"), wiki.edit("replace")));
        wiki.git.write("a.png", "a of git").commit("Replace");
        assertThat(wiki.git.push()).isInstanceOf(PushResult.Accepted.class);
        assertThat(files()).containsEntry("a.png", "a of git").containsEntry("b.png", "b of the wiki");

        wiki.git.fetch();
        wiki.faulty.before(
                Call.APPLY,
                1,
                () -> wiki.wiki.replace(wiki.space, a, TestContent.of("a of the wiki"), wiki.edit("replace")));
        wiki.git.write("a.png", "again").commit("Replace");
        assertThat(((PushResult.Refused) wiki.git.push()).reason()).isEqualTo(PushResult.Reason.CONFLICT);
        assertThat(files()).containsEntry("a.png", "a of the wiki");
        assertSettled();
    }

    @Test
    void contentsThatTheWikiRejectsRefuseThePushAndNameTheFile() {
        wiki.git.fetch().write("big.iso", "big").commit("Add");
        wiki.faulty.before(Call.STORE, 1, () -> {
            throw new StoreRejectedException(
                    "The space would have more than its quota of 1 GB.", new IllegalStateException());
        });

        PushResult.Refused refused = (PushResult.Refused) wiki.git.push();

        assertThat(refused.reason()).isEqualTo(PushResult.Reason.REFUSED_BY_WIKI);
        assertThat(refused.details()).containsExactly("big.iso: The space would have more than its quota of 1 GB.");
        assertThat(wiki.git.paths()).isEmpty();
        assertThat(wiki.git.push()).as("once there is room").isInstanceOf(PushResult.Accepted.class);
        assertSettled();
    }

    @Test
    void validatorSeesAttachments() {
        List<PageChange> seen = new ArrayList<>();
        EngineFixture validated = new EngineFixture(
                InMemoryPageStore.withAttachments(),
                new InMemoryRepositoryStore(),
                builder -> builder.validator((space, pusher, plan) -> {
                    seen.addAll(plan);
                    return plan.stream().anyMatch(PageChange.PutAttachment.class::isInstance)
                            ? Optional.of("No files today.")
                            : Optional.empty();
                }));

        PushResult.Refused refused = validated.git.fetch().write("a.png", "a").refused("Add");

        assertThat(refused.details()).contains("No files today.");
        assertThat(seen).singleElement().isInstanceOfSatisfying(PageChange.PutAttachment.class, put -> {
            assertThat(put.content()).isEqualTo(TestContent.of("a").as(null, "a.png"));
            assertThat(put.provenance().author()).isEqualTo(GitUser.GRACE);
        });
    }

    @Test
    void refusesPushThatDeletesMoreAttachmentsThanTheCap() {
        addMany(30);
        deleteMany(16);

        PushResult.Refused refused = wiki.git.refused("Delete");

        assertThat(refused.reason()).isEqualTo(PushResult.Reason.TOO_MANY_DELETES);
        assertThat(refused.details())
                .contains(
                        "This push would delete 16 attachments; up to 15 are allowed.",
                        "If that is what you want: git push -o gitsync.allow-deletes=16");
        assertThat(wiki.git.push("gitsync.allow-deletes=16")).isInstanceOf(PushResult.Accepted.class);
        assertThat(all()).hasSize(14);
    }

    @Test
    void attachmentsOfDeletedPagesDoNotCount() {
        PageId guide = wiki.page(null, "Guide", "guide");
        for (int i = 0; i < 30; i++) {
            wiki.upload(guide, i + ".png", "content " + i);
        }

        wiki.git.fetch().delete("Guide.md").delete("Guide").pushed("Delete");

        assertThat(all()).isEmpty();
    }

    /** A page without text does not count itself, so that its attachments must. */
    @Test
    void attachmentsOfADeletedFolderPageCount() {
        PageId gallery = wiki.page(null, "Gallery", null);
        for (int i = 0; i < 30; i++) {
            wiki.upload(gallery, i + ".png", "content " + i);
        }
        wiki.git.fetch().delete("Gallery");

        PushResult.Refused refused = wiki.git.refused("Delete");

        assertThat(refused.reason()).isEqualTo(PushResult.Reason.TOO_MANY_DELETES);
        assertThat(refused.details()).contains("This push would delete 30 attachments; up to 15 are allowed.");
        assertThat(all()).hasSize(30);
    }

    @Test
    void skippingGuardKeepsTheAttachments() {
        EngineFixture skipping = new EngineFixture(
                InMemoryPageStore.withAttachments(),
                new InMemoryRepositoryStore(),
                builder -> builder.settings(GitSyncSettings.builder()
                        .deletes(deletes -> deletes.maxPages(0).mode(DeletePolicy.Mode.SKIP))
                        .build()));
        skipping.git.fetch().write("a.png", "a").write("b.png", "b").pushed("Add");

        skipping.git.delete("a.png").write("b.png", "two").commit("Delete");
        PushResult.Accepted accepted = (PushResult.Accepted) skipping.git.push();

        assertThat(accepted.notes())
                .contains(
                        "Your push would have deleted more pages or attachments than the limit allows; these were kept:");
        assertThat(skipping.git.paths()).containsExactly("a.png", "b.png");
        skipping.assertVerified();
    }

    @Test
    void mainMovedWithoutAPushChangesAttachments() {
        wiki.upload(null, "a.png", "a");
        wiki.git.fetch();
        ObjectId moved = wiki.git.write("a.png", "moved").write("b.png", "b").commit("By a script");
        wiki.move("refs/heads/main", moved);

        wiki.pull();

        assertThat(files()).containsEntry("a.png", "moved").containsEntry("b.png", "b");
        assertSettled();
    }

    @Test
    void conflictWithAMovedMainKeepsBothFilesWithTheirEnding() {
        PageId a = wiki.upload(null, "a.png", "a");
        wiki.git.fetch();
        ObjectId moved = wiki.git.write("a.png", "moved").commit("By a script");
        wiki.wiki.replace(wiki.space, a, TestContent.of("a of the wiki"), wiki.edit("replace"));
        wiki.pull();
        wiki.move("refs/heads/main", moved);

        wiki.pull();

        assertThat(files())
                .containsEntry("a.png", "a of the wiki")
                .containsEntry("a (git " + moved.abbreviate(7).name() + ").png", "moved");
        assertSettled();
    }

    @Test
    void durablyAcceptedFilesAreInTheWikiAfterTheNextCycle() {
        EngineFixture durable = new EngineFixture(
                InMemoryPageStore.withAttachments(),
                new InMemoryRepositoryStore(),
                builder -> builder.settings(GitSyncSettings.builder()
                        .acceptance(GitSyncSettings.Acceptance.DURABLE)
                        .build()));
        durable.git.fetch().write("a.png", "a").commit("Add");

        assertThat(((PushResult.Accepted) durable.git.push()).isPending()).isTrue();
        durable.pull();

        assertThat(durable.store().attachments().orElseThrow().attachments(durable.space, null, 10))
                .singleElement()
                .satisfies(file -> assertThat(file.content().name()).isEqualTo("a.png"));
        assertThat(durable.git.main()).isEqualTo(durable.git.head());
        durable.assertVerified();
    }

    @Test
    void sentenceOfTheWikiAboutAnAttachmentIsCompletedByItsFile() {
        InMemoryPageStore pages = InMemoryPageStore.withAttachments();
        EngineFixture strict =
                new EngineFixture(pages, new InMemoryRepositoryStore(), builder -> builder.pages(new Strict(pages)));

        PushResult.Refused refused =
                strict.git.fetch().write("IMG.png", "three").refused("Add");

        assertThat(refused.reason()).isEqualTo(PushResult.Reason.REFUSED_BY_WIKI);
        assertThat(refused.details().get(1)).startsWith("Attachment ").endsWith(" is IMG.png.");
    }

    /** A wiki that takes no push. */
    private static final class Strict extends ForwardingPageReader implements PageStore {
        private final PageStore delegate;

        Strict(PageStore delegate) {
            super(delegate);
            this.delegate = delegate;
        }

        @Override
        public ApplyResult apply(Space space, List<PageChange> changes, ApplyContext context) {
            return new ApplyResult.Refused("Attachment " + changes.get(0).id() + " is not allowed.");
        }

        @Override
        public Optional<AttachmentStore> attachments() {
            return delegate.attachments();
        }
    }

    private void addMany(int count) {
        wiki.git.fetch();
        for (int i = 0; i < count; i++) {
            wiki.git.write("img/" + i + ".png", "content " + i);
        }
        wiki.git.pushed("Add");
    }

    private void deleteMany(int count) {
        for (int i = 0; i < count; i++) {
            wiki.git.delete("img/" + i + ".png");
        }
    }

    private PushResult.Refused refusedAfterPull(String path, String content) {
        wiki.git.write(path, content).commit("Change");
        return (PushResult.Refused) wiki.git.push();
    }

    /** The next pull finds nothing to do, and wiki, main and index agree. */
    private void assertSettled() {
        ObjectId main = wiki.git.main();
        wiki.pull();
        assertThat(wiki.git.main()).isEqualTo(main);
        wiki.assertVerified();
    }

    private static List<String> lines(PushResult.Accepted accepted) {
        return accepted.attachments().stream().map(AttachmentPushTest::line).toList();
    }

    private static String line(PushedAttachment file) {
        return file.action() + " " + file.path();
    }

    private List<Attachment> all() {
        return wiki.attachments();
    }

    private Attachment only(PageId page) {
        List<Attachment> files = wiki.wiki.edits(wiki.space).attachmentsOf(page);
        assertThat(files).hasSize(1);
        return files.get(0);
    }

    /** The contents of the wiki's attachments by the titles of their pages and their names. */
    private SortedMap<String, String> files() {
        SortedMap<String, String> files = new TreeMap<>();
        for (Attachment file : all()) {
            PageId page = file.content().page();
            String owner = page == null ? "" : wiki.titleOf(page) + ": ";
            files.put(
                    owner + file.content().name(),
                    new String(wiki.wiki.edits(wiki.space).contents(file.id()), StandardCharsets.UTF_8));
        }
        return files;
    }
}
