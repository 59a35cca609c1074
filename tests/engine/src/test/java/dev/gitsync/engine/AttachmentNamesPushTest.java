package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Attachment;
import dev.gitsync.model.PageId;
import dev.gitsync.report.PushResult;
import dev.gitsync.testkit.TestContent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Pushed files whose name another attachment of the page has in the wiki, because its own file needed another name: both live, and both
 * keep their names on both sides. Issue 28.
 */
class AttachmentNamesPushTest {
    private final EngineFixture wiki = EngineFixture.withAttachments();
    private PageId guide = new PageId("none");
    private PageId capital = new PageId("none");
    private String derived = "";

    /** The wiki has two names that differ only in case; the file of the second one has another name. */
    @BeforeEach
    void namesThatDifferInCase() {
        guide = wiki.page(null, "Guide", "guide");
        wiki.upload(guide, "plan.png", "small");
        capital = wiki.upload(guide, "PLAN.png", "capital");
        wiki.pull();
        derived = wiki.path(capital);
        assertThat(derived).matches("Guide/PLAN-.+\\.png");
    }

    @Test
    void pushedFileGetsANameWithItsIdInTheWiki() {
        Attachment pushed = pushCapital();
        assertThat(pushed.content().name()).matches("PLAN-.+\\.png").isNotEqualTo(derived.substring("Guide/".length()));
        assertThat(titles())
                .containsEntry("PLAN.png", capital)
                .containsEntry(pushed.content().name(), pushed.id());
        assertUnchangedByPulls();

        wiki.git.fetch().write("Guide/PLAN.png", "changed").pushed("Change");
        assertThat(attachment(pushed.id()).content())
                .isEqualTo(TestContent.of("changed").as(guide, pushed.content().name()));
        assertUnchangedByPulls();
    }

    @Test
    void fileThatIsMovedHasItsOwnNameInTheWikiAgain() {
        Attachment pushed = pushCapital();
        wiki.git.fetch().move("Guide/PLAN.png", "Guide/other.png").pushed("Move");
        assertThat(titles()).containsEntry("other.png", pushed.id()).containsEntry("PLAN.png", capital);
        wiki.git.fetch().move("Guide/other.png", "Guide/PLAN.png").pushed("Move back");
        assertThat(attachment(pushed.id()).content().name())
                .isEqualTo(pushed.content().name());
        assertUnchangedByPulls();
    }

    @Test
    void nameIsFreeIfItsHolderIsDeletedOrMovedByTheSamePush() {
        wiki.git
                .fetch()
                .delete("Guide/plan.png")
                .move(derived, "Guide/moved.png")
                .write("Guide/PLAN.png", "new")
                .pushed("Move the holder");
        assertThat(titles()).containsOnlyKeys("PLAN.png", "moved.png").containsEntry("moved.png", capital);
        assertUnchangedByPulls();

        PageId small = wiki.upload(guide, "Plan.png", "another");
        wiki.pull();
        wiki.git
                .fetch()
                .delete("Guide/PLAN.png")
                .delete(wiki.path(small))
                .write("Guide/Plan.png", "new again")
                .pushed("Delete the holder");
        assertThat(titles()).containsOnlyKeys("Plan.png", "moved.png");
        assertUnchangedByPulls();
    }

    @Test
    void restoredAndHandedOverFilesGetOtherNamesToo() {
        wiki.git.fetch().delete("Guide/plan.png").pushed("Delete");
        wiki.wiki.renameAttachment(wiki.space, capital, "plan.png", wiki.edit("Rename"));
        wiki.upload(guide, "PLAN.png", "third");
        wiki.pull();
        String third = wiki.path(titles().get("PLAN.png"));
        wiki.git.fetch().delete("Guide/plan.png").write("Guide/PLAN.png", "new").pushed("Delete the other one");
        assertThat(titles()).hasSize(2);
        assertThat(wiki.git.paths()).contains(third, "Guide/PLAN.png");
        assertUnchangedByPulls();

        wiki.wiki.upload(wiki.space, guide, "img/x.png", TestContent.of("deep"), wiki.edit("Upload"));
        wiki.pull();
        wiki.git.fetch().write("Guide/img.md", "a page that takes over").pushed("Add a page");
        assertThat(wiki.git.paths()).contains("Guide/img/x.png");
        assertUnchangedByPulls();
    }

    @Test
    void lostIndexIsRestoredWithBothNames() {
        Attachment pushed = pushCapital();
        Map<PageId, String> paths = paths();
        ObjectId main = wiki.git.main();
        for (String[] lost : List.of(
                new String[] {"refs/gitsync/state"}, new String[] {"refs/gitsync/state", "refs/gitsync/wiki"})) {
            wiki.lose(lost);
            wiki.pull();
            assertThat(wiki.git.main()).isEqualTo(main);
            assertThat(paths()).isEqualTo(paths);
        }
        assertThat(attachment(pushed.id())).isEqualTo(pushed);
        assertUnchangedByPulls();
    }

    private Attachment pushCapital() {
        PushResult.Accepted accepted = wiki.git
                .fetch()
                .delete("Guide/plan.png")
                .write("Guide/PLAN.png", "pushed")
                .pushed("Add a name that the wiki has");
        assertThat(accepted.attachments()).hasSize(2);
        return wiki.attachments().stream()
                .filter(file ->
                        file.content().hash().equals(TestContent.of("pushed").hash()))
                .findFirst()
                .orElseThrow();
    }

    private void assertUnchangedByPulls() {
        ObjectId main = wiki.git.main();
        Map<String, PageId> titles = titles();
        Map<PageId, String> paths = paths();
        wiki.pull();
        wiki.assertVerified();
        assertThat(wiki.git.main()).isEqualTo(main);
        assertThat(titles()).isEqualTo(titles);
        assertThat(paths()).isEqualTo(paths);
    }

    private Attachment attachment(PageId id) {
        return wiki.wiki.attachments().orElseThrow().attachment(wiki.space, id).orElseThrow();
    }

    private Map<String, PageId> titles() {
        return new TreeMap<>(wiki.attachments().stream()
                .collect(Collectors.toMap(file -> file.content().name(), Attachment::id)));
    }

    private Map<PageId, String> paths() {
        Map<PageId, String> paths = new HashMap<>();
        titles().values().forEach(id -> paths.put(id, wiki.path(id)));
        return paths;
    }
}
