package dev.gitsync.engine.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.mirror.MirrorState;
import dev.gitsync.mirror.MirrorState.Decision;
import dev.gitsync.model.PageId;
import dev.gitsync.tests.remotes.RemoteCall;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;

/** A decision holds for what the operator saw, and for nothing else. */
class MirrorDecisionTest {
    private final MirrorFixture site = new MirrorFixture();

    @Test
    void aboutARewindDoesNotAcceptAReplacement() throws IOException {
        ObjectId first = decidedAfterARewind();
        site.there.set("main", site.there.at(first).write("Other.md", "text").commit("Replace"));

        site.run(Outcome.REPLACED);
        assertThat(site.titles()).containsExactly("Setup");
        assertThat(site.state().decision()).isEmpty();
    }

    @Test
    void aboutARewindDoesNotCreateABranchThatIsGone() throws IOException {
        decidedAfterARewind();
        site.there.set("main", ObjectId.zeroId());

        site.run(Outcome.BRANCH_MISSING);
        assertThat(site.branches()).isEmpty();
    }

    @Test
    void aboutARewindDoesNotAcceptALongerOne() throws IOException {
        PageId setup = site.page("Setup", "first");
        site.run(Outcome.PUSHED);
        ObjectId first = site.main();
        site.edit(setup, "second");
        site.run(Outcome.PUSHED);
        ObjectId second = site.main();
        site.edit(setup, "third");
        site.run(Outcome.PUSHED);
        site.there.set("main", second);
        site.run(Outcome.REWOUND);
        site.decide(Decision.CONTINUE);
        site.there.set("main", first);

        site.run(Outcome.REWOUND);
        assertThat(site.there.branch("main")).isEqualTo(first);
    }

    @Test
    void toJoinDoesNotJoinAnotherHistory() throws IOException {
        site.page("Setup", "here");
        site.commitThere("Setup.md", "there", "There");
        site.run(Outcome.UNRELATED);
        site.decide(Decision.JOIN_KEEPING_REMOTE);
        site.there.set(
                "main",
                site.there.at(ObjectId.zeroId()).write("Other.md", "text").commit("Another"));

        site.run(Outcome.UNRELATED);
        assertThat(site.titles()).containsExactly("Setup");
    }

    /** The operator has the page of an earlier report open. */
    @Test
    void aboutAReportThatIsNoLongerTheLastIsRefused() throws IOException {
        rewound();
        MirrorReport seen = site.state().last().orElseThrow();
        site.there.set(
                "main",
                site.there.at(ObjectId.zeroId()).write("Other.md", "text").commit("Another"));
        site.run(Outcome.UNRELATED);
        site.there.set(
                "main",
                site.there
                        .at(seen.remote().orElseThrow())
                        .write("Other.md", "text")
                        .commit("On top"));
        MirrorReport last = site.run(Outcome.REPLACED);

        assertThat(site.sync.mirrors().decide(MirrorFixture.ID, Decision.CONTINUE, seen))
                .isFalse();
        assertThat(site.state().decision()).isEmpty();
        assertThat(site.sync.mirrors().decide(MirrorFixture.ID, Decision.CONTINUE, last))
                .isTrue();
        site.run(Outcome.BOTH_WAYS);
    }

    /** It was carried out for a run, which ended for a reason of its own; the branch is asked for again when that is gone. */
    @Test
    void isAskedForAgainAfterARunThatEndedOtherwise() throws IOException {
        site.page("Setup", "text");
        site.there.set(
                "trunk",
                site.there.at(ObjectId.zeroId()).write("Setup.md", "there").commit("There"));
        site.run(Outcome.BRANCH_MISSING);
        site.decide(Decision.CONTINUE);
        site.remote.fail(RemoteCall.PUSH, Outcome.REFUSED_BY_REMOTE, "The branch is protected.");
        site.run(Outcome.REFUSED_BY_REMOTE);
        site.remote.clearFaults();

        site.run(Outcome.BRANCH_MISSING);
        site.decide(Decision.CONTINUE);
        site.run(Outcome.PUSHED);
    }

    @Test
    void waitsForARemoteThatCanNotBeReached() throws IOException {
        decidedAfterARewind();
        site.remote.fail(RemoteCall.HEADS, Outcome.UNREACHABLE, "The remote can't be reached.");
        site.run(Outcome.UNREACHABLE);
        site.run(Outcome.UNREACHABLE);

        MirrorState state = site.state();
        assertThat(state.decision()).contains(Decision.CONTINUE);
        assertThat(state.last().orElseThrow().outcome()).isEqualTo(Outcome.REWOUND);
        assertThat(site.sync.mirrors().reports(MirrorFixture.ID, 2))
                .extracting(report -> report.outcome())
                .containsExactly(Outcome.UNREACHABLE, Outcome.REWOUND);
        site.remote.clearFaults();
        site.run(Outcome.PUSHED);
        site.assertSettled();
    }

    @Test
    void madeDuringARunThatCanNotReachTheRemoteIsKept() throws IOException {
        rewound();
        site.remote.interfere(call -> {
            if (call == RemoteCall.CONNECT) {
                site.decide(Decision.CONTINUE);
            }
        });
        site.remote.fail(RemoteCall.HEADS, Outcome.UNREACHABLE, "The remote can't be reached.");
        site.run(Outcome.UNREACHABLE);
        assertThat(site.state().decision()).contains(Decision.CONTINUE);
        assertThat(site.state().last().orElseThrow().outcome()).isEqualTo(Outcome.REWOUND);

        site.remote.clearFaults();
        site.run(Outcome.PUSHED);
        site.assertSettled();
    }

    @Test
    void madeDuringARunThatAsksTheSameIsKept() throws IOException {
        rewound();
        site.edit(site.page("More", "text"), "more"); // so that the run does not end before it fetches
        site.remote.interfere(call -> {
            if (call == RemoteCall.HEADS) {
                site.decide(Decision.CONTINUE);
            }
        });
        site.run(Outcome.REWOUND);
        site.remote.clearFaults();
        site.run(Outcome.PUSHED);
        site.assertSettled();
    }

    @Test
    void runsThatAreRetriedDoNotRestartTheTimeOfWaiting() throws IOException {
        rewound();
        Optional<Instant> since = site.state().since();
        await().until(() -> Instant.now().isAfter(since.orElseThrow().plusMillis(2)));

        site.remote.fail(RemoteCall.HEADS, Outcome.BUSY, "Another process works on this mirror.");
        site.run(Outcome.BUSY);
        assertThat(site.state().last().orElseThrow().outcome()).isEqualTo(Outcome.REWOUND);
        assertThat(site.state().since()).isEqualTo(since);
        site.remote.fail(RemoteCall.HEADS, Outcome.UNREACHABLE, "The remote can't be reached.");
        site.run(Outcome.UNREACHABLE);
        site.remote.fail(RemoteCall.HEADS, Outcome.REMOTE_FAILED, "The remote is overloaded.");
        site.run(Outcome.REMOTE_FAILED);
        assertThat(site.state().since()).isNotEqualTo(since);
        site.remote.clearFaults();

        site.run(Outcome.REWOUND);
        assertThat(site.state().since()).isEqualTo(since);
    }

    /** Returns the commit to which the remote was rewound. */
    private ObjectId decidedAfterARewind() throws IOException {
        ObjectId first = rewound();
        site.decide(Decision.CONTINUE);
        return first;
    }

    /** Returns the commit to which the remote was rewound. */
    private ObjectId rewound() throws IOException {
        PageId setup = site.page("Setup", "first");
        site.run(Outcome.PUSHED);
        ObjectId first = site.main();
        site.edit(setup, "second");
        site.run(Outcome.PUSHED);
        site.there.set("main", first);
        site.run(Outcome.REWOUND);
        return first;
    }
}
