package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Attachment;
import dev.gitsync.model.PageId;
import dev.gitsync.report.SyncReport;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.report.VerifyReport.Difference.Kind;
import dev.gitsync.testkit.TestContent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A lost, outdated or wrong index, lost refs, and a wiki that went back in time: attachments keep their ids and files. */
class AttachmentRepairTest {
    private static final String WIKI = "refs/gitsync/wiki";
    private static final String STATE = "refs/gitsync/state";

    private final EngineFixture wiki = EngineFixture.withAttachments();
    private PageId guide = new PageId("none");
    private PageId plan = new PageId("none");

    @BeforeEach
    void spaceWithFiles() {
        guide = wiki.page(null, "Guide", "guide");
        PageId part = wiki.page(guide, "Part", null);
        plan = wiki.upload(guide, "img/plan.png", "plan");
        wiki.upload(guide, "d?.png", "derived");
        wiki.upload(part, "same.txt", "same");
        wiki.upload(null, "same.txt", "same");
        PageId gone = wiki.upload(null, "gone.txt", "gone");
        wiki.wiki.deleteAttachment(wiki.space, gone, wiki.edit("delete"));
        wiki.pull();
    }

    @ParameterizedTest
    @ValueSource(strings = {STATE, WIKI, STATE + " " + WIKI})
    void lostRefsAreRestoredWithoutAChange(String lost) {
        Map<String, String> before = files();
        ObjectId main = wiki.git.main();
        wiki.lose(lost.split(" "));
        wiki.pull();
        wiki.assertVerified();
        assertThat(files()).isEqualTo(before);
        assertThat(wiki.git.main()).isEqualTo(main);
        assertThat(live()).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {STATE, WIKI, STATE + " " + WIKI})
    void changesThatWereNotPulledYetFollowAfterLostRefs(String lost) {
        wiki.wiki.replace(wiki.space, plan, TestContent.of("a better plan"), wiki.edit("replace"));
        PageId late = wiki.upload(guide, "late.png", "late");
        wiki.wiki.deleteAttachment(wiki.space, idOf("same.txt", null), wiki.edit("delete"));
        wiki.lose(lost.split(" "));
        wiki.pull();
        wiki.assertVerified();
        assertThat(wiki.git.paths()).contains("Guide/late.png").doesNotContain("same.txt");
        assertThat(wiki.git.read("Guide/img/plan.png")).isEqualTo("a better plan");
        assertThat(live()).hasSize(4).contains(late);
    }

    @Test
    void lostIndexIsRebuiltWhenFilesWereChangedInTheRepository() {
        wiki.git.fetch().makeExecutable("Guide/img/plan.png");
        wiki.git.delete("Guide/Part/same.txt").write("Guide/img/plan.png", "spoiled");
        wiki.git.makeExecutable("Guide/img/plan.png");
        ObjectId spoiled = wiki.git.commit("behind the back");
        wiki.move("refs/heads/main", spoiled);
        wiki.move(WIKI, spoiled);
        VerifyReport.Verified report = (VerifyReport.Verified) wiki.sync.verify(wiki.space.id());
        assertThat(kinds(report))
                .containsExactlyInAnyOrder(
                        Kind.ATTACHMENT_FILE_DIFFERS + " Guide/img/plan.png",
                        Kind.ATTACHMENT_FILE_DIFFERS + " Guide/Part/same.txt",
                        Kind.OTHER_FILE_DIFFERS + " Guide/img/plan.png",
                        Kind.OTHER_FILE_DIFFERS + " Guide/Part/same.txt");
        assertThat(wiki.sync.repair(wiki.space.id()).after().isClean()).isTrue();
        wiki.assertVerified();
        assertThat(wiki.git.read("Guide/img/plan.png")).isEqualTo("plan");
        assertThat(wiki.git.executables()).containsExactly("Guide/img/plan.png");
        assertThat(wiki.git.read("Guide/Part/same.txt")).isEqualTo("same");
        assertThat(live()).hasSize(4);
    }

    @Test
    void fileWithoutAttachmentBecomesOneByRepair() {
        wiki.git.fetch().write("Guide/new.txt", "new");
        ObjectId spoiled = wiki.git.commit("behind the back");
        wiki.move("refs/heads/main", spoiled);
        wiki.move(WIKI, spoiled);
        VerifyReport.Verified report = (VerifyReport.Verified) wiki.sync.verify(wiki.space.id());
        assertThat(kinds(report)).contains(Kind.FILE_WITHOUT_ATTACHMENT + " Guide/new.txt");
        assertThat(wiki.sync.repair(wiki.space.id()).after().isClean()).isTrue();
        assertThat(idOf("new.txt", guide)).isNotNull();
        assertThat(live()).hasSize(5);
    }

    @Test
    void wikiThatWentBackInTimeTakesItsFilesBackAndRestoredFilesKeepTheirIds() {
        Runnable restore = wiki.wiki.backup(wiki.space);
        wiki.wiki.renameAttachment(wiki.space, plan, "img/renamed.png", wiki.edit("rename"));
        wiki.wiki.rename(wiki.space, guide, "Manual", wiki.edit("rename"));
        wiki.upload(guide, "late.png", "late");
        wiki.pull();
        wiki.git.fetch().makeExecutable("Manual/img/renamed.png").pushed("chmod");
        restore.run();
        wiki.pull();
        wiki.assertVerified();
        assertThat(wiki.git.paths())
                .containsExactly("Guide.md", "Guide/Part/same.txt", "Guide/d.png", "Guide/img/plan.png", "same.txt");
        assertThat(wiki.git.executables()).containsExactly("Guide/img/plan.png");
    }

    @Test
    void emptyWikiDoesNotEmptyMainOfFilesWithoutAnOperator() {
        Runnable restore = wiki.wiki.backup(wiki.space);
        for (int i = 0; i < 30; i++) {
            wiki.upload(guide, i + ".txt", "text " + i);
        }
        wiki.pull();
        restore.run();
        SyncReport report = wiki.sync.runOnce(wiki.space.id());
        assertThat(report).isInstanceOf(SyncReport.Failed.class);
        assertThat(((SyncReport.Failed) report).message()).contains("30 files of main have no attachment in it");
        assertThat(wiki.git.paths()).hasSize(35);
    }

    @Test
    void verifyNamesWhatDiffersFromTheWiki() {
        Runnable restore = wiki.wiki.backup(wiki.space);
        wiki.wiki.replace(wiki.space, plan, TestContent.of("other"), wiki.edit("replace"));
        PageId late = wiki.upload(guide, "late.png", "late");
        wiki.pull();
        restore.run();
        wiki.upload(guide, "unread.png", "unread");
        wiki.wiki.deleteAttachment(wiki.space, idOf("same.txt", null), wiki.edit("delete"));
        assertThat(wiki.wiki.attachments().orElseThrow().attachment(wiki.space, late))
                .isEmpty();
        wiki.sync.repair(wiki.space.id());
        wiki.assertVerified();
    }

    private Set<String> kinds(VerifyReport.Verified report) {
        Set<String> kinds = new TreeSet<>();
        report.differences().forEach(found -> kinds.add(found.kind() + " " + found.subject()));
        return kinds;
    }

    private Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        for (PageId id : live()) {
            files.put(id.value(), wiki.path(id));
        }
        return files;
    }

    private PageId idOf(String name, @Nullable PageId page) {
        return attachments().stream()
                .filter(file -> file.content().name().equals(name)
                        && Objects.equals(file.content().page(), page))
                .map(Attachment::id)
                .findFirst()
                .orElseThrow();
    }

    private List<PageId> live() {
        return attachments().stream().map(Attachment::id).toList();
    }

    private List<Attachment> attachments() {
        return wiki.attachments();
    }
}
