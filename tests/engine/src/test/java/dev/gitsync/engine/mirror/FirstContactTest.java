package dev.gitsync.engine.mirror;

import static dev.gitsync.engine.mirror.MirrorTest.shown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.mirror.MirrorState.Decision;
import dev.gitsync.model.PageId;
import java.io.IOException;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;

/** What happens when a wiki and a remote meet for the first time and both have something; {@link MirrorTest} has the simple cases. */
class FirstContactTest {
    private final MirrorFixture site = new MirrorFixture();

    @Test
    void goesOnWhereBothSidesShareTheirHistory() throws IOException {
        PageId setup = site.page("Setup", "text");
        site.page("Usage", "text");
        ObjectId shared = site.caughtUp();
        cloneToTheRemote(shared);
        site.edit(setup, "from here");
        site.commitThere("Usage.md", "from there", "Edit there");

        site.run(Outcome.BOTH_WAYS);
        assertThat(site.here().log(site.main())).containsOnlyOnce("Create Setup", "Edit there", "Edit to from here");
        site.assertSettled();
    }

    @Test
    void pushesToAnOlderCloneOfTheWiki() throws IOException {
        PageId setup = site.page("Setup", "text");
        cloneToTheRemote(site.caughtUp());
        site.edit(setup, "from here");

        site.run(Outcome.PUSHED);
        site.assertSettled();
    }

    @Test
    void waitsForADecisionWhereBothSidesHaveNothingInCommon() throws IOException {
        site.page("Setup", "from here");
        ObjectId there = site.commitThere("Setup.md", "from there", "Edit there");
        ObjectId main = site.caughtUp();

        MirrorReport report = site.run(Outcome.UNRELATED);
        assertThat(report.sentence())
                .isEqualTo(
                        "The wiki and the remote's branch main have no commit in common. Nothing was changed. Join both and"
                                + " choose whose files to keep where both sides have one, or name another branch or remote.");
        assertThat(site.main()).isEqualTo(main);
        assertThat(site.there.branch("main")).isEqualTo(there);
    }

    @Test
    void joinsBothKeepingTheFilesOfTheWiki() throws IOException {
        PageId setup = unrelated();
        site.decide(Decision.JOIN_KEEPING_WIKI);

        site.run(Outcome.BOTH_WAYS);
        assertThat(site.text(setup)).isEqualTo("from here");
        assertJoined();
    }

    @Test
    void joinsBothKeepingTheFilesOfTheRemote() throws IOException {
        PageId setup = unrelated();
        site.decide(Decision.JOIN_KEEPING_REMOTE);

        site.run(Outcome.BOTH_WAYS);
        assertThat(site.text(setup)).isEqualTo("from there");
        assertJoined();
    }

    private PageId unrelated() throws IOException {
        PageId setup = site.page("Setup", "from here");
        site.page("Ours", "ours");
        site.commitThere("Setup.md", "from there", "Edit there");
        site.commitThere("Theirs.md", "theirs", "Theirs");
        site.run(Outcome.UNRELATED);
        return setup;
    }

    private void assertJoined() throws IOException {
        assertThat(site.titles()).containsExactlyInAnyOrder("Setup", "Ours", "Theirs");
        assertThat(site.here().log(site.main()))
                .containsOnlyOnce(
                        "Create Setup",
                        "Create Ours",
                        "Edit there",
                        "Theirs",
                        "Join the histories of the wiki and of its mirror");
        site.assertSettled();
        assertThat(site.state().decision()).isEmpty();
    }

    @Test
    void namesTheDefaultBranchOfARemoteThatHasNoSuchBranch() throws IOException {
        site.page("Setup", "text");
        site.there.set("trunk", site.there.write("Setup.md", "there").commit("There"));
        site.remote.head("trunk");

        assertThat(site.run(Outcome.BRANCH_MISSING).sentence())
                .isEqualTo(
                        "The remote has no branch main. Nothing was changed. Its default branch is trunk: name that in the mirror,"
                                + " or choose to continue: the branch is created with the wiki's commits.");
        assertThat(site.there.branch("main")).isEqualTo(ObjectId.zeroId());
        site.decide(Decision.CONTINUE);
        site.run(Outcome.PUSHED);
        site.assertSettled();
    }

    @Test
    void mirrorsABranchOfAnotherName() throws IOException {
        site.branch("docs/wiki");
        site.page("Setup", "text");

        assertThat(site.run(Outcome.PUSHED).sentence())
                .isEqualTo("Pushed the wiki's main (" + shown(site.main()) + ") to the remote's branch docs/wiki.");
        assertThat(site.there.branch("docs/wiki")).isEqualTo(site.main());
        assertThat(site.there.branch("main")).isEqualTo(ObjectId.zeroId());
    }

    /** The remote is what somebody made by {@code git clone --bare} of the wiki. */
    private void cloneToTheRemote(ObjectId commit) throws IOException {
        site.cloneToTheRemote(commit);
    }
}
