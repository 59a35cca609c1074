package dev.gitsync.engine.mirror;

import static dev.gitsync.engine.mirror.MirrorTest.shown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.mirror.Mirror.Direction;
import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.mirror.MirrorState.Decision;
import dev.gitsync.model.PageId;
import dev.gitsync.tests.remotes.RemoteCall;
import java.io.IOException;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each way in which a remote can be broken: the wiki is never changed by it, and nothing at the remote is overwritten. */
class BrokenRemoteTest {
    private MirrorFixture site = new MirrorFixture();
    private PageId setup;
    private ObjectId first;
    private ObjectId second;

    @BeforeEach
    void mirrored() throws IOException {
        start();
    }

    private void start() throws IOException {
        setup = site.page("Setup", "first");
        site.run(Outcome.PUSHED);
        first = site.main();
        site.edit(setup, "second");
        site.run(Outcome.PUSHED);
        second = site.main();
    }

    @Test
    void rewound() throws IOException {
        site.there.set("main", first);

        assertThat(unchanged(Outcome.REWOUND).sentence())
                .isEqualTo("The remote's branch main went back to an older commit, " + shown(first)
                        + ". Nothing was changed. Set it to " + shown(second)
                        + " again at the remote, or choose to continue: the wiki keeps its pages, and its commits go to the"
                        + " remote again.");
        site.decide(Decision.CONTINUE);
        site.run(Outcome.PUSHED);
        assertThat(site.there.branch("main")).isEqualTo(second);
        site.assertSettled();
    }

    @Test
    void rewoundWhileTheWikiMovedOn() throws IOException {
        site.there.set("main", first);
        site.edit(setup, "third");
        site.caughtUp();

        unchanged(Outcome.REWOUND);
        site.there.set("main", second);
        site.run(Outcome.PUSHED);
        site.assertSettled();
    }

    @Test
    void rewoundBehindAMirrorThatOnlyPulls() throws IOException {
        site.direction(Direction.PULL);
        site.there.set("main", first);

        assertThat(unchanged(Outcome.REWOUND).sentence()).endsWith("or choose to continue: the wiki keeps its pages.");
        site.decide(Decision.CONTINUE);
        assertThat(site.run(Outcome.UP_TO_DATE).sentence())
                .isEqualTo("The wiki has every commit of the remote's branch main.");
        assertThat(site.main()).isEqualTo(second);
        assertThat(site.there.branch("main")).isEqualTo(first);
    }

    @Test
    void replacedByAForcedPush() throws IOException {
        ObjectId forced = site.there.at(first).write("Other.md", "forced").commit("Forced");
        site.there.set("main", forced);

        assertThat(unchanged(Outcome.REPLACED).sentence())
                .isEqualTo(
                        "The remote's branch main was replaced by a forced push: it no longer contains " + shown(second)
                                + ". Nothing was changed. Set it to that commit again at the remote, or choose to continue: what it has"
                                + " now is merged with the wiki.");
        site.decide(Decision.CONTINUE);
        site.run(Outcome.BOTH_WAYS);
        assertThat(site.titles()).containsExactlyInAnyOrder("Setup", "Other");
        assertThat(site.text(setup)).isEqualTo("second");
        site.assertSettled();
    }

    @Test
    void replacedByAnUnrelatedHistory() throws IOException {
        site.there.set(
                "main",
                new Clone(site::remoteRepository).write("Other.md", "new").commit("New"));

        assertThat(unchanged(Outcome.UNRELATED).sentence())
                .isEqualTo(
                        "The remote's branch main was replaced by a history that has no commit in common with the wiki. Nothing"
                                + " was changed. Set it to " + shown(second)
                                + " again at the remote, or join both and choose whose files to keep where both sides have one.");
        site.decide(Decision.JOIN_KEEPING_WIKI);
        site.run(Outcome.BOTH_WAYS);
        assertThat(site.titles()).containsExactlyInAnyOrder("Setup", "Other");
        site.assertSettled();
    }

    @Test
    void emptied() throws IOException {
        site.there.set("main", ObjectId.zeroId());

        assertThat(unchanged(Outcome.BRANCH_MISSING).sentence())
                .isEqualTo(
                        "The remote is empty: its branch main is gone. Nothing was changed. Restore it, name another one in the"
                                + " mirror, or choose to continue: the branch is created with the wiki's commits.");
        site.decide(Decision.CONTINUE);
        site.run(Outcome.PUSHED);
        site.assertSettled();
    }

    @Test
    void branchRenamed() throws IOException {
        site.there.set("trunk", second);
        site.there.set("main", ObjectId.zeroId());
        site.remote.head("trunk");

        assertThat(unchanged(Outcome.BRANCH_MISSING).sentence())
                .isEqualTo(
                        "The remote has no branch main any more. Nothing was changed. Its default branch is trunk: name that in the"
                                + " mirror, or choose to continue: the branch is created with the wiki's commits.");
        site.branch("trunk");
        site.edit(setup, "third");
        site.run(Outcome.PUSHED);
        assertThat(site.there.branch("trunk")).isEqualTo(site.main());
    }

    /** The transport finds these out, and says so; whatever it is, nothing happens but that the operator reads it. */
    @ParameterizedTest
    @EnumSource(names = {"NOT_FOUND", "UNAUTHORIZED", "UNREACHABLE", "REMOTE_FAILED", "ADDRESS_REFUSED", "UNTRUSTED"})
    void failsToConnect(Outcome outcome) throws IOException {
        site.edit(setup, "third");
        site.remote.fail(RemoteCall.HEADS, outcome, "What the transport says.");

        assertThat(unchanged(outcome).sentence()).isEqualTo("What the transport says.");
        assertThat(site.state().since()).isPresent();
        site.remote.clearFaults();
        site.run(Outcome.PUSHED);
        site.assertSettled();
    }

    @ParameterizedTest
    @EnumSource(names = {"READ_ONLY", "REFUSED_BY_REMOTE", "REMOTE_FAILED"})
    void refusesAPush(Outcome outcome) throws IOException {
        site.edit(setup, "third");
        site.remote.fail(RemoteCall.PUSH, outcome, "What the transport says.");

        unchanged(outcome);
        assertThat(site.text(setup)).isEqualTo("third");
        site.remote.clearFaults();
        site.run(Outcome.PUSHED);
        site.assertSettled();
    }

    @Test
    void fetchLargerThanTheLimits() throws IOException {
        site.commitThere("Big.md", "big", "Big");
        site.remote.fail(RemoteCall.FETCH, Outcome.TOO_LARGE, "What the transport says.");

        assertThat(unchanged(Outcome.TOO_LARGE).sentence()).isEqualTo("What the transport says.");
    }

    @Test
    void movedDuringEachRound() throws IOException {
        site.edit(setup, "third");
        int[] moves = {0};
        site.remote.interfere(call -> {
            if (call == RemoteCall.PUSH) {
                moves[0]++;
                site.commitThere("Page " + moves[0] + ".md", "text", "Page " + moves[0]);
            }
        });

        assertThat(site.run(Outcome.BUSY).sentence())
                .isEqualTo("Wiki or remote moved 5 times during the run; the next run continues.");
        assertThat(moves[0]).isEqualTo(5);
        site.remote.clearFaults();
        site.run(Outcome.BOTH_WAYS);
        site.assertSettled();
    }

    @Test
    void movedOnceDuringTheRun() throws IOException {
        site.edit(setup, "third");
        boolean[] moved = {false};
        site.remote.interfere(call -> {
            if (call == RemoteCall.PUSH && !moved[0]) {
                moved[0] = true;
                site.commitThere("Page.md", "text", "Page");
            }
        });

        site.run(Outcome.BOTH_WAYS);
        site.assertSettled();
    }

    /** Runs the mirror, which must change neither side, and a second time, which must say the same. */
    private MirrorReport unchanged(Outcome outcome) throws IOException {
        ObjectId main = site.caughtUp();
        ObjectId there = site.there.branch("main");
        MirrorReport report = site.run(outcome);
        assertThat(site.run(outcome).sentence()).isEqualTo(report.sentence());
        assertThat(site.main()).isEqualTo(main);
        assertThat(site.there.branch("main")).isEqualTo(there);
        assertThat(site.sync.mirrors().reports(MirrorFixture.ID, 10))
                .extracting(MirrorReport::outcome)
                .containsOnlyOnce(outcome);
        site.assertVerified();
        return report;
    }
}
