package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Attachment;
import dev.gitsync.model.PageId;
import dev.gitsync.testkit.TestContent;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Refs are lost while a deletion of the wiki, or another change of an attachment, is not pulled yet: files that the wiki has no more do not
 * come back as new attachments. Issue 28.
 */
class UnreadDeletionTest {
    private static final String WIKI = "refs/gitsync/wiki";
    private static final String STATE = "refs/gitsync/state";

    private final EngineFixture wiki = EngineFixture.withAttachments();
    private PageId guide = new PageId("none");
    private PageId plan = new PageId("none");

    @BeforeEach
    void spaceWithFiles() {
        guide = wiki.page(null, "Guide", "guide");
        plan = wiki.upload(guide, "plan.png", "plan");
        wiki.upload(guide, "copy.png", "plan");
        wiki.upload(null, "other.png", "other");
        wiki.pull();
    }

    /** The newest commit names no change of the feed, and there is a later position with as many files of the same sizes. */
    @ParameterizedTest
    @ValueSource(strings = {STATE, WIKI, STATE + " " + WIKI})
    void staysDeletedIfTheNewestCommitIsTheEnginesOwn(String lost) {
        spoil("Guide/plan.png", "spoiled");
        wiki.lose(STATE);
        wiki.pull();
        assertThat(wiki.git.log().get(wiki.git.log().size() - 1).getFullMessage())
                .startsWith("Correct the files");
        wiki.assertVerified();

        wiki.wiki.deleteAttachment(wiki.space, plan, wiki.edit("delete"));
        wiki.upload(null, "new.png", "four");
        wiki.lose(lost.split(" "));
        wiki.pull();

        assertFiles("Guide/copy.png", "new.png", "other.png");
    }

    /** A rename leaves the contents as they are: only the author and time of the newest commit tell whether it was pulled. */
    @Test
    void pullsRenamesAfterTheEnginesOwnCommit() {
        spoil("Guide/plan.png", "spoiled");
        wiki.lose(STATE);
        wiki.pull();
        wiki.wiki.renameAttachment(wiki.space, plan, "renamed.png", wiki.edit("rename"));
        wiki.lose(STATE);
        wiki.pull();

        assertFiles("Guide/copy.png", "Guide/renamed.png", "other.png");
    }

    /** There is no position of the feed at which the wiki had the files of main, because a page was changed behind the engine's back. */
    @ParameterizedTest
    @ValueSource(strings = {STATE, STATE + " " + WIKI})
    void staysDeletedIfThePositionIsNotFound(String lost) {
        spoil("Guide.md", "spoiled\n");
        wiki.wiki.deleteAttachment(wiki.space, plan, wiki.edit("delete"));
        wiki.lose(lost.split(" "));
        wiki.pull();

        assertFiles("Guide/copy.png", "other.png");
    }

    /** The old contents under the old name belong to an earlier revision of a live attachment. */
    @Test
    void movesAReplacedFileIfThePositionIsNotFound() {
        spoil("Guide.md", "spoiled\n");
        wiki.wiki.replace(wiki.space, plan, TestContent.of("better"), wiki.edit("replace"));
        wiki.wiki.moveAttachment(wiki.space, plan, null, wiki.edit("move"));
        wiki.wiki.renameAttachment(wiki.space, plan, "b.png", wiki.edit("rename"));
        wiki.lose(STATE);
        wiki.pull();

        assertFiles("Guide/copy.png", "b.png", "other.png");
    }

    /** Files of main that were never attachments are left, and become attachments, though a deleted one had the same contents. */
    @Test
    void keepsOtherFilesIfThePositionIsNotFound() {
        spoil("Guide/never.png", "plan");
        wiki.wiki.deleteAttachment(wiki.space, plan, wiki.edit("delete"));
        wiki.lose(STATE);
        wiki.pull();

        assertFiles("Guide/copy.png", "Guide/never.png", "other.png");
    }

    /** The files of deleted attachments come first among those with the same contents, but have other names. */
    @Test
    void keepsTheFileOfAnAttachmentIfThePositionIsNotFound() {
        wiki.page(null, "Note", "note");
        wiki.upload(null, "zo?.png", "another");
        PageId twin = wiki.upload(null, "zo*.png", "plan");
        wiki.pull();
        String file = wiki.path(twin);
        spoil("Note.md", "spoiled\n");
        for (Attachment old : wiki.attachments()) {
            if (guide.equals(old.content().page())) {
                wiki.wiki.deleteAttachment(wiki.space, old.id(), wiki.edit("delete"));
            }
        }
        wiki.wiki.delete(wiki.space, guide, wiki.edit("delete"));
        wiki.lose(STATE);
        wiki.pull();

        assertFiles("other.png", file, "zo.png");
    }

    @Test
    void restoresTheRemovedFileOfARestoredAttachment() {
        spoil("Guide.md", "spoiled\n");
        wiki.git.fetch();
        wiki.wiki.deleteAttachment(wiki.space, plan, wiki.edit("delete"));
        wiki.lose(STATE);
        wiki.pull();
        wiki.git.fetch().write("Guide/plan.png", "plan").pushed("Restore");

        assertThat(wiki.wiki.attachments().orElseThrow().attachment(wiki.space, plan))
                .isPresent();
        assertFiles("Guide/copy.png", "Guide/plan.png", "other.png");
    }

    /** Changes a file behind the engine's back. */
    private void spoil(String path, String content) {
        wiki.git.fetch().write(path, content);
        ObjectId spoiled = wiki.git.commit("behind the back");
        wiki.move("refs/heads/main", spoiled);
        wiki.move(WIKI, spoiled);
    }

    private void assertFiles(String... paths) {
        wiki.assertVerified();
        assertThat(wiki.git.paths()).filteredOn(path -> !path.endsWith(".md")).containsExactly(paths);
        List<Attachment> files = wiki.attachments();
        assertThat(files).hasSize(paths.length);
    }
}
