package dev.gitsync.engine.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.mirror.Mirror.Direction;
import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.mirror.MirrorState;
import dev.gitsync.model.PageId;
import dev.gitsync.tests.remotes.RemoteCall;
import java.io.IOException;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens when wiki and remote changed the same lines: nothing is lost, and people solve it where they like. */
class MirrorConflictTest {
    private static final String BRANCH = "gitsync/handbook";
    private static final String SENTENCE = "Wiki and remote changed the same places in one file. Merge the branch"
            + " gitsync/handbook, which has the wiki's side, into main at the remote; the mirror then continues by itself.";

    private final MirrorFixture site = new MirrorFixture();
    private PageId setup;
    private ObjectId there;

    @BeforeEach
    void conflict() throws IOException {
        setup = site.page("Setup", "text");
        site.page("Usage", "text");
        site.run(Outcome.PUSHED);
        site.edit(setup, "from here");
        there = site.commitThere("Setup.md", "from there", "Edit there");
    }

    @Test
    void leavesBothSidesAndShowsTheWikisSideAtTheRemote() throws IOException {
        ObjectId main = site.caughtUp();
        MirrorReport report = site.run(Outcome.CONFLICT);

        assertThat(report.sentence()).isEqualTo(SENTENCE);
        assertThat(report.details()).containsExactly("Setup.md");
        assertThat(site.main()).isEqualTo(main);
        assertThat(site.text(setup)).isEqualTo("from here");
        assertThat(site.there.branch("main")).isEqualTo(there);
        assertThat(site.there.branch(BRANCH)).isEqualTo(main);
        site.assertVerified();
    }

    @Test
    void goesOnByItselfOnceTheRemoteHasAMerge() throws IOException {
        site.run(Outcome.CONFLICT);
        site.page("Meanwhile", "in the wiki");
        mergeAtTheRemote();

        site.run(Outcome.BOTH_WAYS);
        assertThat(site.text(setup)).isEqualTo("from both");
        assertThat(site.titles()).containsExactlyInAnyOrder("Setup", "Usage", "Meanwhile");
        site.assertSettled();
    }

    @Test
    void goesOnByItselfOnceAPushToTheWikiHasAMerge() throws IOException {
        site.run(Outcome.CONFLICT);
        ObjectId main = site.main();
        site.cloneToTheWiki(there);
        ObjectId merge = site.here().at(main).write("Setup.md", "from both").merge(there, "Merge in a clone");
        site.push(main, merge);

        site.run(Outcome.PUSHED);
        assertThat(site.there.branch("main")).isEqualTo(merge);
        site.assertSettled();
    }

    @Test
    void goesOnByItselfOnceTheWikiSaysTheSame() throws IOException {
        site.run(Outcome.CONFLICT);
        site.edit(setup, "from there");

        site.run(Outcome.BOTH_WAYS);
        site.assertSettled();
    }

    @Test
    void takesInTheCommitsBeforeTheConflict() throws IOException {
        site.there.set("main", site.main());
        for (int i = 0; i < 5; i++) {
            site.commitThere("Page " + i + ".md", "text", "Page " + i);
        }
        site.commitThere("Setup.md", "from there", "Edit there");
        ObjectId last = site.commitThere("Page 5.md", "text", "Page 5");

        MirrorReport report = site.run(Outcome.CONFLICT);
        assertThat(report.details().get(0)).isEqualTo("Setup.md");
        assertThat(site.titles())
                .containsExactlyInAnyOrder("Setup", "Usage", "Page 0", "Page 1", "Page 2", "Page 3", "Page 4");
        assertThat(site.there.branch("main")).isEqualTo(last);
        assertThat(site.there.branch(BRANCH)).isEqualTo(site.main());
        mergeAtTheRemote();
        site.run(Outcome.TAKEN_IN);
        site.assertSettled();
        assertThat(site.here().log(site.main())).containsOnlyOnce("Page 0", "Page 4", "Page 5", "Edit there");
    }

    @Test
    void showsWhatTheWikiEditsMeanwhile() throws IOException {
        site.run(Outcome.CONFLICT);
        site.page("Meanwhile", "in the wiki");
        site.run(Outcome.CONFLICT);

        assertThat(site.there.branch(BRANCH)).isEqualTo(site.main());
        assertThat(site.here().files(site.main())).containsKey("Meanwhile.md");
    }

    @Test
    void leavesTheBranchAloneIfOthersPutCommitsOnIt() throws IOException {
        site.run(Outcome.CONFLICT);
        ObjectId others = site.there
                .at(site.there.branch(BRANCH))
                .write("Setup.md", "from others")
                .commit("Others");
        site.there.set(BRANCH, others);
        site.page("Meanwhile", "in the wiki");

        assertThat(site.run(Outcome.CONFLICT).sentence())
                .isEqualTo(
                        "Wiki and remote changed the same places in one file. The branch gitsync/handbook at the remote has"
                                + " commits that the wiki lacks, so that it was left alone: merge it into main, or delete it; the"
                                + " mirror then continues by itself.");
        assertThat(site.there.branch(BRANCH)).isEqualTo(others);
    }

    @Test
    void saysThatTheBranchCouldNotBePushed() throws IOException {
        site.remote.fail(RemoteCall.PUSH, Outcome.READ_ONLY, "The credentials may not write.");

        assertThat(site.run(Outcome.CONFLICT).sentence())
                .isEqualTo(
                        "Wiki and remote changed the same places in one file. The wiki's side could not be pushed to the branch"
                                + " gitsync/handbook (The credentials may not write). Merge the wiki's main with the remote's main in a"
                                + " clone of the wiki and push it to the wiki; the mirror then continues by itself.");
    }

    @Test
    void updatesTheBranchOnceTheRemoteLetsIt() throws IOException {
        site.run(Outcome.CONFLICT);
        site.edit(setup, "here again");
        site.remote.fail(RemoteCall.PUSH, Outcome.REFUSED_BY_REMOTE, "Protected.");
        site.run(Outcome.CONFLICT);
        site.remote.clearFaults();

        site.run(Outcome.CONFLICT);
        assertThat(site.there.branch("gitsync/handbook")).isEqualTo(site.main());
    }

    @Test
    void pushesNoBranchIfItOnlyPulls() throws IOException {
        site.direction(Direction.PULL);

        assertThat(site.run(Outcome.CONFLICT).sentence())
                .isEqualTo(
                        "Wiki and remote changed the same places in one file. Merge the wiki's main with the remote's main in a"
                                + " clone of the wiki and push it to the wiki; the mirror then continues by itself.");
        assertThat(site.there.branch(BRANCH)).isEqualTo(ObjectId.zeroId());
    }

    @Test
    void fetchesNothingWhileNeitherSideMoves() throws IOException {
        site.run(Outcome.CONFLICT);
        MirrorState waiting = site.state();
        site.remote.clearFaults();

        MirrorReport report = site.run(Outcome.CONFLICT);
        assertThat(report.sentence()).isEqualTo(SENTENCE);
        assertThat(site.remote.calls()).containsExactly(RemoteCall.CONNECT, RemoteCall.HEADS);
        assertThat(site.state().since()).isEqualTo(waiting.since());
        assertThat(site.sync.mirrors().reports(MirrorFixture.ID, 10)).hasSize(2);
    }

    @Test
    void acceptsThatCommitsAreReplacedThatTheWikiNeverTook() throws IOException {
        site.run(Outcome.CONFLICT);
        ObjectId shared = site.state().common().orElseThrow();
        site.there.set(
                "main", site.there.at(shared).write("Usage.md", "amended").commit("Amended"));

        site.run(Outcome.BOTH_WAYS);
        site.assertSettled();
        assertThat(site.here().log(site.main())).doesNotContain("Edit there");
    }

    private void mergeAtTheRemote() throws IOException {
        ObjectId branch = site.there.branch(BRANCH);
        site.there.at(site.there.branch("main"));
        ObjectId merge = site.there.write("Setup.md", "from both").merge(branch, "Merge the wiki's side");
        site.there.set("main", merge);
    }
}
