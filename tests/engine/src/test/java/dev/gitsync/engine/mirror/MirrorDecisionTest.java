package dev.gitsync.engine.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.mirror.MirrorState;
import dev.gitsync.mirror.MirrorState.Decision;
import dev.gitsync.model.PageId;
import dev.gitsync.tests.remotes.RemoteCall;
import java.io.IOException;
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

    /** Returns the commit to which the remote was rewound. */
    private ObjectId decidedAfterARewind() throws IOException {
        PageId setup = site.page("Setup", "first");
        site.run(Outcome.PUSHED);
        ObjectId first = site.main();
        site.edit(setup, "second");
        site.run(Outcome.PUSHED);
        site.there.set("main", first);
        site.run(Outcome.REWOUND);
        site.decide(Decision.CONTINUE);
        return first;
    }
}
