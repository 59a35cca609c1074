package dev.gitsync.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.internal.proposal.ProposalException;
import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.PageId;
import dev.gitsync.report.PushResult.PushedAttachment;
import dev.gitsync.report.PushResult.PushedPage.Action;
import dev.gitsync.store.PageChange;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a push does to attachments. {@link PlannedSpace} checks that the wiki has exactly the pushed files afterwards. */
class AttachmentPlannerTest {
    private final PlannedSpace space;
    private final SortedMap<String, String> tree = new TreeMap<>();

    AttachmentPlannerTest() throws Exception {
        space = PlannedSpace.withAttachments();
    }

    @Test
    void fileBelongsToThePageWhoseFolderIsTheNearestAboveIt() throws Exception {
        push("Foo.md", "foo", "Foo/img/a.png", "a", "b.png", "b", "Bare/Page.md", "page", "Bare/c.png", "c");

        assertThat(content("Foo/img/a.png").page()).isEqualTo(space.at("Foo"));
        assertThat(content("Foo/img/a.png").name()).isEqualTo("img/a.png");
        assertThat(content("b.png").page()).isNull();
        assertThat(content("Bare/c.png").page()).isEqualTo(space.at("Bare"));
    }

    @Test
    void folderOfFilesBecomesNoPage() throws Exception {
        push("img/a.png", "a");

        assertThat(space.pages()).isEmpty();
        assertThat(content("img/a.png").name()).isEqualTo("img/a.png");
    }

    @Test
    void folderOfFilesThatMovesAwayFromItsPageBecomesNoPage() throws Exception {
        push("Foo.md", "foo", "Foo/a.png", "a", "Foo/b.png", "b");

        move("Foo/", "Images/");
        PushPlan plan = push();

        assertThat(space.pages()).containsOnlyKeys("Foo");
        assertThat(receipt(plan)).containsExactly("MOVED Images/a.png", "MOVED Images/b.png");
    }

    @Test
    void hiddenFilesAreNoAttachments() throws Exception {
        PushPlan plan = push(".gitattributes", "x", "Foo/.cache/a.png", "a", "b.png", "b");

        assertThat(space.attachmentIds()).containsOnlyKeys("b.png");
        assertThat(plan.otherFiles()).isEqualTo(2);
    }

    @Test
    void folderThatIsHiddenTakesItsAttachmentsAway() throws Exception {
        push("img/a.png", "a", "img/b.png", "b");

        move("img/", ".img/");
        assertThat(receipt(push())).containsExactly("DELETED img/a.png", "DELETED img/b.png");
        move(".img/", "img/");
        assertThat(receipt(push())).containsExactly("RESTORED img/a.png", "RESTORED img/b.png");
    }

    @Test
    void replacedFileIsTheSameAttachment() throws Exception {
        push("a.png", "one");
        PageId id = attachment("a.png");

        PushPlan plan = push("a.png", "two");

        assertThat(attachment("a.png")).isEqualTo(id);
        assertThat(receipt(plan)).containsExactly("UPDATED a.png");
    }

    @Test
    void filesThatExchangeTheirContentsAreReplaced() throws Exception {
        push("a.png", "one", "b.png", "two");
        SortedMap<String, PageId> ids = space.attachmentIds();

        PushPlan plan = push("a.png", "two", "b.png", "one");

        assertThat(space.attachmentIds()).isEqualTo(ids);
        assertThat(receipt(plan)).containsExactly("UPDATED a.png", "UPDATED b.png");
    }

    @Test
    void renamedFileIsTheSameAttachment() throws Exception {
        push("Foo.md", "foo", "a.png", "one");
        PageId id = attachment("a.png");

        move("a.png", "Foo/b.png");
        PushPlan plan = push();

        assertThat(attachment("Foo/b.png")).isEqualTo(id);
        assertThat(receipt(plan)).containsExactly("MOVED Foo/b.png");
    }

    @Test
    void movedAndReplacedFileIsTheSameAttachmentIfItsNameIsUnique() throws Exception {
        push("Foo.md", "foo", "a.png", "one", "x.png", "x");
        PageId id = attachment("a.png");

        tree.remove("a.png");
        PushPlan plan = push("Foo/a.png", "two", "Foo/y.png", "y");

        assertThat(attachment("Foo/a.png")).isEqualTo(id);
        assertThat(receipt(plan)).containsExactly("UPDATED Foo/a.png", "CREATED Foo/y.png");
    }

    @Test
    void fileRenamedInOneCommitAndReplacedInTheNextIsTheSameAttachment() throws Exception {
        push("Foo.md", "foo", "a.png", "one", "img/x.png", "x", "img/y.png", "y");
        SortedMap<String, PageId> ids = space.attachmentIds();
        String page = "foo";

        space.pushCommits(
                Map.of("Foo.md", page, "Foo/b.png", "one", "img/x.png", "x", "img/y.png", "y"),
                Map.of("Foo.md", page, "Foo/b.png", "two", "pic/x.png", "x", "pic/y.png", "y", "pic/n.png", "n"),
                Map.of("Foo.md", page, "Foo/b.png", "two", "pic/x.png", "x2", "pic/z.png", "y", "pic/n.png", "n"),
                Map.of("Foo.md", page, "Foo/c.png", "two", "pic/x.png", "x2", "pic/z.png", "y2", "pic/n.png", "n"));

        assertThat(attachment("Foo/c.png")).isEqualTo(ids.get("a.png"));
        assertThat(attachment("pic/x.png")).isEqualTo(ids.get("img/x.png"));
        assertThat(attachment("pic/z.png")).isEqualTo(ids.get("img/y.png"));
        assertThat(ids).doesNotContainValue(attachment("pic/n.png"));
    }

    @Test
    void identicalFilesKeepTheirNames() throws Exception {
        push("old/a.png", "same", "old/b.png", "same", "old/c.png", "same", "stays", "x");
        SortedMap<String, PageId> ids = space.attachmentIds();

        tree.remove("old/b.png");
        move("old/", "new/sub/");
        push("new/sub/d.png", "d");

        assertThat(attachment("new/sub/a.png")).isEqualTo(ids.get("old/a.png"));
        assertThat(attachment("new/sub/c.png")).isEqualTo(ids.get("old/c.png"));
    }

    @Test
    void pageThatMovesWithItsFolderChangesNoAttachment() throws Exception {
        push("Foo.md", "foo", "Foo/a.png", "a", "Foo/img/b.png", "b", "Foo/Sub.md", "sub", "Foo/Sub/c.png", "c");

        move("Foo.md", "Bar/Foo.md");
        move("Foo/", "Bar/Foo/");
        PushPlan plan = push();

        assertThat(plan.attachments().placed()).isEmpty();
        assertThat(plan.changes()).hasSize(2); // the folder page Bar, and Foo
    }

    @Test
    void pageThatMovesWithAChangedFolderChangesOnlyWhatDiffers() throws Exception {
        push("Foo.md", "foo", "Foo/a.png", "same", "Foo/b.png", "same", "Foo/img/b.png", "b");
        SortedMap<String, PageId> ids = space.attachmentIds();

        move("Foo.md", "Bar.md");
        move("Foo/", "Bar/");
        PushPlan plan = push("Bar/b.png", "other", "Bar/c.png", "same");

        assertThat(receipt(plan)).containsExactly("UPDATED Bar/b.png", "CREATED Bar/c.png");
        assertThat(attachment("Bar/b.png")).isEqualTo(ids.get("Foo/b.png"));
    }

    @Test
    void pageThatArrivesTakesOverTheFilesBelowIt() throws Exception {
        push("Foo.md", "foo", "Foo/img/a.png", "a", "Foo/b.png", "b");
        SortedMap<String, PageId> ids = space.attachmentIds();

        PushPlan plan = push("Foo/img.md", "a page");

        assertThat(content("Foo/img/a.png").page()).isEqualTo(space.at("Foo/img"));
        assertThat(content("Foo/img/a.png").name()).isEqualTo("a.png");
        assertThat(space.attachmentIds()).isEqualTo(ids);
        assertThat(receipt(plan)).containsExactly("MOVED Foo/img/a.png");
        assertThat(subject(plan, attachment("Foo/img/a.png"))).isEqualTo("Foo/img.md");
    }

    @Test
    void folderPageThatArrivesTakesOverTheFilesBelowIt() throws Exception {
        push("Foo.md", "foo", "Foo/img/a.png", "a");

        push("Foo/img/Page.md", "a page");

        assertThat(content("Foo/img/a.png").page()).isEqualTo(space.at("Foo/img"));
    }

    @Test
    void pageThatGoesAwayLeavesItsFilesToTheNextOneAbove() throws Exception {
        push("Foo.md", "foo", "Foo/Sub.md", "sub", "Foo/Sub/a.png", "a");

        tree.remove("Foo/Sub.md");
        PushPlan plan = push();

        assertThat(content("Foo/Sub/a.png").page()).isEqualTo(space.at("Foo"));
        assertThat(content("Foo/Sub/a.png").name()).isEqualTo("Sub/a.png");
        assertThat(receipt(plan)).containsExactly("MOVED Foo/Sub/a.png");
        assertThat(plan.changes().get(1)).isInstanceOf(PageChange.Delete.class);
    }

    @Test
    void pageThatMovesWithoutItsFolderLeavesItsFiles() throws Exception {
        push("Foo.md", "foo", "Foo/a.png", "a", "Foo/deep/b.png", "b");

        move("Foo.md", "Bar.md");
        PushPlan plan = push();

        assertThat(content("Foo/a.png").name()).isEqualTo("Foo/a.png");
        assertThat(receipt(plan)).containsExactly("MOVED Foo/a.png", "MOVED Foo/deep/b.png");
    }

    @Test
    void nameIsFreeBeforeAnotherAttachmentGetsIt() throws Exception {
        push("Q.md", "a page", "Q/x.png", "one", "P/x.png", "two");
        SortedMap<String, PageId> ids = space.attachmentIds();

        move("Q.md", "P.md");
        PushPlan plan = push();

        assertThat(space.attachmentIds()).isEqualTo(ids);
        assertThat(plan.changes().subList(1, 3))
                .extracting(PageChange::id)
                .containsExactly(ids.get("Q/x.png"), ids.get("P/x.png"));
    }

    @Test
    void deletedAttachmentLeavesItsNameToAnotherOne() throws Exception {
        push("Q.md", "a page", "Q/x.png", "one", "P/x.png", "two");
        PageId stays = attachment("P/x.png");

        move("Q.md", "P.md");
        tree.remove("Q/x.png");
        push();

        assertThat(attachment("P/x.png")).isEqualTo(stays);
    }

    @Test
    void pagesThatExchangeTheirPlacesExchangeTheContentsOfTheirFiles() throws Exception {
        push("Q.md", "one two three", "P.md", "four five six", "Q/x.png", "q", "P/x.png", "p");
        PageId q = space.at("Q");
        SortedMap<String, PageId> ids = space.attachmentIds();

        PushPlan plan = push("P.md", "one two three", "Q.md", "four five six");

        assertThat(space.at("P")).isEqualTo(q);
        assertThat(attachment("P/x.png")).isEqualTo(ids.get("Q/x.png"));
        assertThat(receipt(plan)).containsExactly("UPDATED P/x.png", "UPDATED Q/x.png");
    }

    @Test
    void pagesThatExchangeTheirPlacesWithTheirFilesChangeNoAttachment() throws Exception {
        push("Q.md", "one two three", "P.md", "four five six", "Q/x.png", "q", "P/x.png", "p");

        PushPlan plan = push("P.md", "one two three", "Q.md", "four five six", "P/x.png", "q", "Q/x.png", "p");

        assertThat(receipt(plan)).isEmpty();
    }

    @Test
    void pageIsDeletedAfterItsAttachmentsAndRestoredBeforeThem() throws Exception {
        push("Foo.md", "foo", "Foo/a.png", "a", "Foo/b.png", "b");
        SortedMap<String, PageId> ids = space.attachmentIds();
        PageId foo = space.at("Foo");
        SortedMap<String, String> before = new TreeMap<>(tree);

        tree.clear();
        PushPlan deleted = push();
        tree.putAll(before);
        PushPlan restored = push();

        assertThat(deleted.changes())
                .extracting(PageChange::id)
                .containsExactlyInAnyOrder(ids.get("Foo/a.png"), ids.get("Foo/b.png"), foo);
        assertThat(deleted.changes().get(2).id()).isEqualTo(foo);
        assertThat(deleted.deletedAttachments()).as("counted by the guard").isEmpty();
        assertThat(receipt(restored)).containsExactly("RESTORED Foo/a.png", "RESTORED Foo/b.png");
        assertThat(space.attachmentIds()).isEqualTo(ids);
        assertThat(restored.restored(List.of(attachment("Foo/a.png")))).hasSize(1);
    }

    @Test
    void attachmentThatTheWikiCanNotRestoreIsCreatedAnew() throws Exception {
        push("a.png", "a");
        PageId id = attachment("a.png");
        tree.clear();
        push();

        space.notInTrash.add(id);
        PushPlan plan = push("a.png", "a");

        assertThat(receipt(plan)).containsExactly("CREATED a.png");
        assertThat(attachment("a.png")).isNotEqualTo(id);
    }

    @Test
    void fileBecomesAFolderAndAFolderAFile() throws Exception {
        push("a", "one", "b/x.png", "two", "b/y.png", "three");

        tree.clear();
        PushPlan plan = push("a/x.png", "two", "b", "new");

        assertThat(receipt(plan)).containsExactly("DELETED a", "MOVED a/x.png", "CREATED b", "DELETED b/y.png");
        assertThat(plan.deletedAttachments()).containsExactly("a", "b/y.png");
    }

    @Test
    void refusesAttachmentsThatTheWikiCanNotHave() {
        space.rules = content ->
                content.name().endsWith(".exe") ? Optional.of("Programs are not allowed.") : Optional.empty();

        assertThatThrownBy(() -> push("Foo.md", "foo", "Foo/a.exe", "a", "b.exe", "b", "c.png", "c"))
                .isInstanceOfSatisfying(
                        ProposalException.class,
                        refused -> assertThat(refused.problems())
                                .containsExactlyInAnyOrder(
                                        "Foo/a.exe: Programs are not allowed.", "b.exe: Programs are not allowed."));
    }

    @Test
    void contentsAreOfferedOnceAndOnlyIfTheWikiMayNotHaveThem() throws Exception {
        PushPlan plan = push("a.png", "same", "b.png", "same", "c.png", "other");
        assertThat(plan.attachments().contents()).hasSize(2);

        move("a.png", "d.png");
        assertThat(push().attachments().contents()).isEmpty();
    }

    @Test
    void wikiWithoutAttachmentsGetsNone() throws Exception {
        PlannedSpace without = new PlannedSpace();

        PushPlan plan = without.push(Map.of("a.png", "a", "Foo.md", "foo"));

        assertThat(plan.attachments().placed()).isEmpty();
        assertThat(plan.otherFiles()).isEqualTo(1);
    }

    private PushPlan push(String... pathsAndContents) throws Exception {
        for (int i = 0; i < pathsAndContents.length; i += 2) {
            tree.put(pathsAndContents[i], pathsAndContents[i + 1]);
        }
        return space.push(tree);
    }

    /** Moves a file, or a folder if the names end with a slash. */
    private void move(String from, String to) {
        for (String path : List.copyOf(tree.keySet())) {
            if (path.equals(from) || (from.endsWith("/") && path.startsWith(from))) {
                tree.put(to + path.substring(from.length()), Objects.requireNonNull(tree.remove(path)));
            }
        }
    }

    private PageId attachment(String path) throws Exception {
        return Objects.requireNonNull(space.attachmentIds().get(path), path);
    }

    private AttachmentContent content(String path) throws Exception {
        return Objects.requireNonNull(space.attachments.get(attachment(path)));
    }

    private static List<String> receipt(PushPlan plan) {
        return plan.attachments().receipt().stream()
                .map(AttachmentPlannerTest::line)
                .toList();
    }

    private static String line(PushedAttachment file) {
        Action action = file.action();
        return action + " " + file.path();
    }

    private static @Nullable String subject(PushPlan plan, PageId id) {
        return plan.changes().stream()
                .filter(change -> change.id().equals(id))
                .map(change -> change.provenance().message())
                .findFirst()
                .orElse(null);
    }
}
