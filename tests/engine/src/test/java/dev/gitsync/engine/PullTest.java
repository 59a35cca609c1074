package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.PageId;
import dev.gitsync.model.SpaceId;
import dev.gitsync.report.SyncReport;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.Test;

/** Laws 1, 3, 6, 8; rows C1 to C9, F1 to F5: pages become commits. */
class PullTest {
    private final EngineFixture wiki = new EngineFixture();

    @Test
    void makesACommitWithAuthorTimeAndMessageOfARevision() {
        PageId home = wiki.page(null, "Home", "# Home\n");
        wiki.wiki.edit(wiki.space, home, "# Home\n\nWelcome.\n", wiki.edit("Say welcome"));

        wiki.pull();

        List<RevCommit> log = wiki.git.log();
        assertThat(log).extracting(RevCommit::getShortMessage).containsExactly("Create Home", "Say welcome");
        RevCommit last = log.get(1);
        assertThat(last.getAuthorIdent().getName()).isEqualTo("Ada Lovelace");
        assertThat(last.getAuthorIdent().getEmailAddress()).isEqualTo("ada@example.org");
        assertThat(last.getAuthorIdent().getWhenAsInstant()).isEqualTo(EngineFixture.NOON.plusSeconds(120));
        assertThat(last.getCommitterIdent().getName()).isEqualTo("gitsync");
        assertThat(wiki.git.read("Home.md")).isEqualTo("# Home\n\nWelcome.\n");
        wiki.assertVerified();
    }

    @Test
    void makesEqualCommitIdsForEqualRevisions() {
        wiki.page(wiki.page(null, "A", "a"), "B", "b");
        EngineFixture other = new EngineFixture();
        other.page(other.page(null, "A", "a"), "B", "b");

        wiki.pull();
        other.pull();

        assertThat(wiki.git.main()).isEqualTo(other.git.main());
    }

    @Test
    void reportsUpToDateAndMovesNothingWithoutChanges() {
        wiki.page(null, "Home", "text");
        assertThat(wiki.pull()).isInstanceOf(SyncReport.Pulled.class);
        ObjectId before = wiki.git.main();

        assertThat(wiki.pull()).isInstanceOf(SyncReport.UpToDate.class);
        assertThat(wiki.git.main()).isEqualTo(before);
    }

    @Test
    void makesNoMainForAnEmptySpace() {
        assertThat(wiki.pull()).isInstanceOf(SyncReport.UpToDate.class);
        assertThat(wiki.git.paths()).isEmpty();
        wiki.assertVerified();
    }

    @Test
    void writesChildrenIntoTheFolderOfTheirParent() {
        PageId guide = wiki.page(null, "Guide", "guide");
        PageId start = wiki.page(guide, "Getting started", "start");
        wiki.page(start, "On Windows", "win");

        wiki.pull();

        assertThat(wiki.git.paths())
                .containsExactly("Guide.md", "Guide/Getting started.md", "Guide/Getting started/On Windows.md");
        wiki.assertVerified();
    }

    @Test
    void movesFileAndFolderOfARenamedPage() {
        PageId guide = wiki.page(null, "Guide", "guide");
        wiki.page(guide, "Start", "start");
        wiki.pull();
        wiki.wiki.rename(wiki.space, guide, "Manual", wiki.edit("rename"));

        wiki.pull();

        assertThat(wiki.git.paths()).containsExactly("Manual.md", "Manual/Start.md");
        wiki.assertVerified();
    }

    @Test
    void movesTheFolderOfAMovedPage() {
        PageId a = wiki.page(null, "A", "a");
        PageId b = wiki.page(null, "B", "b");
        wiki.page(b, "C", "c");
        wiki.pull();
        wiki.wiki.move(wiki.space, b, a, wiki.edit("move"));

        wiki.pull();

        assertThat(wiki.git.paths()).containsExactly("A.md", "A/B.md", "A/B/C.md");
        wiki.assertVerified();
    }

    @Test
    void swapsParentAndChild() {
        PageId a = wiki.page(null, "A", "a");
        PageId b = wiki.page(a, "B", "b");
        wiki.pull();
        wiki.wiki.move(wiki.space, b, null, wiki.edit("up"));
        wiki.wiki.move(wiki.space, a, b, wiki.edit("down"));

        wiki.pull();

        assertThat(wiki.git.paths()).containsExactly("B.md", "B/A.md");
        wiki.assertVerified();
    }

    @Test
    void deletesOnlyTheFileOfADeletedPage() {
        PageId a = wiki.page(null, "A", "a");
        wiki.page(null, "B", "b");
        wiki.pull();
        wiki.wiki.delete(wiki.space, a, wiki.edit("Remove A"));

        wiki.pull();

        assertThat(wiki.git.paths()).containsExactly("B.md");
        assertThat(wiki.git.log()).last().extracting(RevCommit::getShortMessage).isEqualTo("Remove A");
        wiki.assertVerified();
    }

    @Test
    void restoresTheFileOfARestoredPage() {
        PageId a = wiki.page(null, "A", "a");
        wiki.wiki.delete(wiki.space, a, wiki.edit("Remove A"));
        wiki.pull();
        assertThat(wiki.git.paths()).isEmpty();

        wiki.wiki.restore(wiki.space, a, wiki.edit("Restore A"));
        wiki.pull();

        assertThat(wiki.git.paths()).containsExactly("A.md");
        wiki.assertVerified();
    }

    @Test
    void namesThePageInTheMessageOfARestoration() {
        PageId a = wiki.page(null, "A", "a");
        wiki.wiki.delete(wiki.space, a, wiki.edit("Remove A"));
        wiki.pull();

        wiki.wiki.restore(wiki.space, a, wiki.edit(""));
        wiki.pull();

        assertThat(wiki.git.log()).last().extracting(RevCommit::getShortMessage).isEqualTo("Restore A");
    }

    @Test
    void givesSiblingsWithOneTitleDistinctStableNames() {
        for (int i = 0; i < 100; i++) {
            wiki.page(null, i % 2 == 0 ? "Notes" : "NOTES", "n" + i);
        }
        wiki.pull();

        List<String> paths = wiki.git.paths();
        assertThat(paths).hasSize(100).contains("Notes.md");
        assertThat(paths.stream()
                        .map(path -> path.toLowerCase(java.util.Locale.ROOT))
                        .distinct())
                .hasSize(100);
        wiki.assertVerified();
    }

    @Test
    void writesATitleThatIsNoValidNameIntoTheFrontMatter() {
        wiki.page(null, "What? Why: \"that\"", "body\n");
        wiki.pull();

        assertThat(wiki.git.read("What Why that.md")).isEqualTo("---\ntitle: \"What? Why: \\\"that\\\"\"\n---\nbody\n");
        wiki.assertVerified();
    }

    @Test
    void writesNoFileForAFolderPage() {
        PageId folder = wiki.page(null, "Folder", null);
        wiki.page(folder, "Child", "c");
        wiki.pull();

        assertThat(wiki.git.paths()).containsExactly("Folder/Child.md");
        wiki.assertVerified();

        wiki.wiki.edit(wiki.space, folder, "now with text", wiki.edit("write"));
        wiki.pull();

        assertThat(wiki.git.paths()).containsExactly("Folder.md", "Folder/Child.md");
        wiki.assertVerified();
    }

    @Test
    void readsALongFeedInBatches() {
        PageId page = wiki.page(null, "Busy", "0");
        for (int i = 1; i <= 1_234; i++) {
            wiki.wiki.edit(wiki.space, page, "text " + i, wiki.edit("edit " + i));
        }

        SyncReport report = wiki.pull();

        assertThat(report).isInstanceOfSatisfying(SyncReport.Pulled.class, pulled -> {
            assertThat(pulled.changes()).isEqualTo(1_235);
            assertThat(pulled.commits()).isEqualTo(1_235);
        });
        assertThat(wiki.git.read("Busy.md")).isEqualTo("text 1234");
    }

    @Test
    void skipsADisabledSpace() {
        wiki.spaces.enable(wiki.space.id(), false);

        assertThat(wiki.sync.runOnce(wiki.space.id()))
                .isEqualTo(new SyncReport.Skipped(wiki.space.id(), SyncReport.Reason.DISABLED));
        SpaceId unknown = new SpaceId("unknown");
        assertThat(wiki.sync.runOnce(unknown)).isEqualTo(new SyncReport.Skipped(unknown, SyncReport.Reason.DISABLED));
    }
}
