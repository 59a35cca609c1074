package dev.gitsync.engine.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.model.PageId;
import dev.gitsync.tests.remotes.RemoteCall;
import java.io.IOException;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;

/** Faults that were found with pushes, through a mirror: the letters are those of the rows. */
class MirrorFaultsTest {
    private final MirrorFixture site = new MirrorFixture();

    private Clone there() throws IOException {
        return site.there.at(site.there.branch("main"));
    }

    private void moveTo(ObjectId commit) throws IOException {
        site.there.set("main", commit);
    }

    /** N1. */
    @Test
    void nameThatDiffersInCaseFromAPageOfTheWikiIsRefusedAndBothAreNamed() throws IOException {
        site.page("Setup", "setup");
        site.run(Outcome.PUSHED);
        site.commitThere("setup/linux.md", "linux", "Linux");
        MirrorReport report = site.run(Outcome.REFUSED_BY_WIKI);
        assertThat(report.details().toString()).contains("Setup.md", "setup");
        assertThat(site.titles()).containsExactly("Setup");

        moveTo(there().delete("setup/linux.md").write("Setup/linux.md", "linux").commit("Correct"));
        site.run(Outcome.TAKEN_IN);
        assertThat(site.titles()).containsExactlyInAnyOrder("Setup", "linux");
        site.assertSettled();
    }

    /** G1: pages without text are no pages for the delete guard. */
    @Test
    void guardCountsNoFolderThatLostItsEmptyPage() throws IOException {
        Clone clone = there();
        for (int i = 0; i < 60; i++) {
            clone.write("X" + i + "/index.md", "text " + i);
        }
        moveTo(clone.commit("Begin"));
        site.run(Outcome.TAKEN_IN);
        clone = there();
        for (int i = 0; i < 60; i++) {
            clone.delete("X" + i + "/index.md").write("X" + i + ".md", "text " + i);
        }
        moveTo(clone.commit("Move"));

        site.run(Outcome.TAKEN_IN);
        site.assertSettled();
    }

    /** G2: only markers that the remote brings in are refused. */
    @Test
    void pageThatExplainsConflictMarkersCanBeMovedAndEditedAtTheRemote() throws IOException {
        String markers = "Text\n<<<<<<< ours\nmine\n=======\nyours\n>>>>>>> theirs\n";
        PageId page = site.page("Markers", markers);
        site.run(Outcome.PUSHED);
        moveTo(there().delete("Markers.md")
                .write("Conflicts.md", markers + "More.\n")
                .commit("Move and edit"));
        site.run(Outcome.TAKEN_IN);
        assertThat(site.text(page)).endsWith("More.\n");

        site.commitThere("Other.md", markers, "Bring in");
        site.run(Outcome.REFUSED_BY_WIKI);
    }

    /** H3: the page is followed commit by commit, though it comes in with one run. */
    @Test
    void pageThatIsMovedAndThenRewrittenStaysTheSamePage() throws IOException {
        PageId guide = site.page("Guide", "first\nsecond\nthird\n");
        site.run(Outcome.PUSHED);
        moveTo(there().delete("Guide.md")
                .write("Handbook.md", "first\nsecond\nthird\n")
                .commit("Move"));
        moveTo(there().write("Handbook.md", "all is new\n").commit("Rewrite"));

        site.run(Outcome.TAKEN_IN);
        assertThat(site.text(guide)).isEqualTo("all is new\n");
        assertThat(site.titles()).containsExactly("Handbook");
    }

    /** G3: the wiki moves on between the fetch and the intake, at other pages. */
    @Test
    void editsOfOtherPagesDuringTheRunAreMerged() throws IOException {
        PageId other = site.page("Other", "first");
        site.page("Setup", "first");
        site.run(Outcome.PUSHED);
        site.commitThere("Setup.md", "there", "There");
        site.remote.interfere(call -> {
            if (call == RemoteCall.FETCH) {
                site.edit(other, "meanwhile");
            }
        });

        site.run(Outcome.BOTH_WAYS);
        assertThat(site.there.read(site.there.branch("main"), "Other.md")).isEqualTo("meanwhile");
        site.assertSettled();
    }
}
