package dev.gitsync.engine.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.engine.RecordedSteps;
import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.model.PageId;
import dev.gitsync.tests.remotes.RemoteCall;
import java.io.IOException;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;

/** What a mirror does while both sides move on, and nothing is broken. */
class MirrorTest {
    private final MirrorFixture site = new MirrorFixture();

    @Test
    void pushesTheWholeWikiToAnEmptyRemote() throws IOException {
        site.page("Setup", "text");
        MirrorReport report = site.run(Outcome.PUSHED);

        assertThat(report.sentence())
                .isEqualTo("Pushed the wiki's main (" + shown(site.main()) + ") to the remote's branch main.");
        assertThat(site.there.files(site.there.branch("main"))).containsOnlyKeys("Setup.md");
        site.assertSettled();
        assertThat(site.state().common()).contains(site.main());
        assertThat(site.state().underway()).isEmpty();
    }

    @Test
    void takesTheWholeHistoryOfARemoteIntoAnEmptyWiki() throws IOException {
        site.commitThere("Setup.md", "first", "One");
        site.commitThere("Setup.md", "second", "Two");
        MirrorReport report = site.run(Outcome.TAKEN_IN);

        assertThat(report.sentence())
                .isEqualTo("Took in the remote's branch main (" + shown(site.there.branch("main")) + ").");
        assertThat(report.details()).containsExactly("created Setup.md");
        assertThat(site.here().log(site.main())).containsExactly("Two", "One");
        assertThat(site.titles()).containsExactly("Setup");
        site.assertSettled();
    }

    @Test
    void observesTheStepsOfARunWithinIt() throws IOException {
        RecordedSteps steps = new RecordedSteps();
        MirrorFixture observed = new MirrorFixture(builder -> builder.observer(steps));
        observed.commitThere("Setup.md", "first", "One");

        observed.run(Outcome.TAKEN_IN);

        assertThat(steps.take())
                .contains(
                        "mirror requested > push mirror > plan push: done",
                        "mirror requested > push mirror: accepted",
                        "mirror requested: taken-in");
    }

    @Test
    void saysThatBothSidesAreEmpty() {
        assertThat(site.run(Outcome.UP_TO_DATE).sentence()).isEqualTo("Wiki and remote are both empty.");
    }

    @Test
    void doesNothingWhenBothSidesHaveTheSameCommit() throws IOException {
        site.page("Setup", "text");
        site.run(Outcome.PUSHED);
        site.remote.clearFaults();

        assertThat(site.run(Outcome.UP_TO_DATE).sentence()).isEqualTo("Wiki and remote have the same commit.");
        assertThat(site.remote.calls()).containsExactly(RemoteCall.CONNECT, RemoteCall.HEADS);
        assertThat(site.sync.mirrors().reports(MirrorFixture.ID, 10)).hasSize(1);
    }

    @Test
    void pushesAnEditOfTheWiki() throws IOException {
        PageId setup = site.page("Setup", "text");
        site.run(Outcome.PUSHED);
        site.edit(setup, "new text");

        site.run(Outcome.PUSHED);
        assertThat(site.there.read(site.there.branch("main"), "Setup.md")).isEqualTo("new text");
        site.assertSettled();
    }

    @Test
    void takesInACommitOfTheRemote() throws IOException {
        PageId setup = site.page("Setup", "text");
        site.run(Outcome.PUSHED);
        ObjectId commit = site.commitThere("Setup.md", "from there", "Edit there");

        MirrorReport report = site.run(Outcome.TAKEN_IN);
        assertThat(report.details()).containsExactly("updated Setup.md");
        assertThat(site.text(setup)).isEqualTo("from there");
        assertThat(site.main()).isEqualTo(commit);
        site.assertSettled();
    }

    @Test
    void mergesWhatBothSidesChanged() throws IOException {
        PageId setup = site.page("Setup", "text");
        PageId usage = site.page("Usage", "text");
        site.run(Outcome.PUSHED);
        site.edit(setup, "from here");
        site.commitThere("Usage.md", "from there", "Edit there");

        MirrorReport report = site.run(Outcome.BOTH_WAYS);
        assertThat(report.sentence())
                .isEqualTo("Took in the remote's branch main and pushed the wiki's main (" + shown(site.main())
                        + ") to the remote's branch main.");
        assertThat(report.details()).containsExactly("updated Usage.md");
        assertThat(site.text(setup)).isEqualTo("from here");
        assertThat(site.text(usage)).isEqualTo("from there");
        site.assertSettled();
        assertThat(site.here().log(site.main())).containsOnlyOnce("Edit there", "Edit to from here");
    }

    static String shown(ObjectId commit) {
        return commit.abbreviate(8).name();
    }
}
