package dev.gitsync.engine.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.mirror.Mirror.Direction;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.mirror.MirrorState.Decision;
import dev.gitsync.model.PageId;
import dev.gitsync.tests.remotes.RemoteCall;
import java.io.IOException;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A wiki that was restored to an earlier state takes nothing back at the remote before the operator has decided. */
class RestoredWikiTest {
    private final MirrorFixture site = new MirrorFixture();
    private PageId setup;
    private ObjectId later;
    private ObjectId both;

    @BeforeEach
    void restore() throws IOException {
        setup = site.page("Setup", "first");
        site.run(Outcome.PUSHED);
        Runnable backup = site.wiki.backup(site.space);
        site.edit(setup, "second");
        later = site.commitThere("Usage.md", "there", "There");
        site.run(Outcome.BOTH_WAYS);
        both = site.main();
        backup.run();
    }

    private void assertUntouched() throws IOException {
        assertThat(site.there.branch("main")).isEqualTo(both);
        assertThat(site.there.contains(both, later)).isTrue();
    }

    @Test
    void waitsForTheOperator() throws IOException {
        assertThat(site.run(Outcome.RESTORED).sentence())
                .isEqualTo(
                        "The wiki was restored to an earlier state, so the mirror stopped: it would take back what came"
                                + " later at the remote's branch main, too. Nothing was pushed. If that is right, choose to"
                                + " continue; otherwise, revert the commit " + MirrorTest.shown(site.main())
                                + " of the wiki's main first, which has the pages of that state.");
        site.remote.clearFaults();
        site.run(Outcome.RESTORED);
        assertThat(site.remote.count(RemoteCall.FETCH)).isZero();
        assertUntouched();

        site.decide(Decision.CONTINUE);
        site.run(Outcome.PUSHED);
        assertThat(site.there.read(site.there.branch("main"), "Setup.md")).isEqualTo("first");
        site.assertSettled();
        site.edit(setup, "third");
        site.run(Outcome.PUSHED);
    }

    /** The process that followed the wiki dies before it can tell anyone, or has no mirrors. */
    @Test
    void waitsIfAnotherProcessFollowedTheWiki() throws IOException {
        try (GitSync other = GitSync.builder()
                .spaces(site.spaces)
                .pages(site.faultyWiki)
                .repositories(site.repositories)
                .build()) {
            assertThat(other.catchUp(site.space.id()).isCaughtUp()).isTrue();
        }

        site.run(Outcome.RESTORED);
        assertUntouched();
    }

    @Test
    void waitsThroughEditsAndRepair() throws IOException {
        site.run(Outcome.RESTORED);
        site.edit(setup, "third");
        site.run(Outcome.RESTORED);
        site.sync.repair(site.space.id());
        site.commitThere("More.md", "more", "More");
        both = site.there.branch("main");
        site.run(Outcome.RESTORED);
        assertUntouched();
    }

    /** The delete guard stops the cycle until the operator repairs the space, and that must not be taken for more than it is. */
    @Test
    void waitsAfterARepairThatFollowedTheWiki() throws IOException {
        Runnable backup = site.wiki.backup(site.space);
        site.run(Outcome.RESTORED);
        site.decide(Decision.CONTINUE);
        for (int i = 0; i < 60; i++) {
            site.page("Later " + i, "text");
        }
        site.run(Outcome.PUSHED);
        both = site.there.branch("main");
        backup.run();
        site.run(Outcome.FAILED);
        assertThat(site.sync.repair(site.space.id()).isClean()).isTrue();

        site.run(Outcome.RESTORED);
        assertThat(site.there.branch("main")).isEqualTo(both);
    }

    @Test
    void decisionDoesNotHoldForAnotherRestore() throws IOException {
        Runnable again = site.wiki.backup(site.space);
        site.run(Outcome.RESTORED);
        site.decide(Decision.CONTINUE);
        site.run(Outcome.PUSHED);
        site.edit(setup, "fourth");
        site.run(Outcome.PUSHED);
        both = site.there.branch("main");
        again.run();

        site.run(Outcome.RESTORED);
        assertThat(site.there.branch("main")).isEqualTo(both);
    }

    /** Continues with the restored wiki, and edits it; the returned backup is older than that edit, which is at the remote. */
    private Runnable settled() throws IOException {
        site.run(Outcome.RESTORED);
        site.decide(Decision.CONTINUE);
        site.run(Outcome.PUSHED);
        Runnable backup = site.wiki.backup(site.space);
        site.edit(setup, "third");
        site.run(Outcome.PUSHED);
        return backup;
    }

    @Test
    void waitsIfTheWikiIsRestoredDuringTheRun() throws IOException {
        Runnable backup = settled();
        both = site.commitThere("More.md", "more", "More");
        site.remote.interfere(call -> {
            if (call == RemoteCall.FETCH) {
                backup.run();
            }
        });

        assertThat(site.run(Outcome.RESTORED).details()).contains("created More.md");
        assertThat(site.there.branch("main")).isEqualTo(both);
        assertThat(site.there.read(both, "Setup.md")).isEqualTo("third");
        site.remote.clearFaults();
        site.decide(Decision.CONTINUE);
        site.run(Outcome.PUSHED);
        assertThat(site.there.read(site.there.branch("main"), "Setup.md")).isEqualTo("first");
        site.assertSettled();
    }

    @Test
    void asksAgainAboutTheRestoreAfterADecisionAboutARewind() throws IOException {
        Runnable backup = settled();
        ObjectId older = site.there.branch("main");
        site.edit(setup, "fourth");
        site.run(Outcome.PUSHED);
        backup.run();
        site.there.set("main", older);

        site.run(Outcome.REWOUND);
        site.decide(Decision.CONTINUE);
        site.run(Outcome.RESTORED);
        site.edit(site.page("Other", "text"), "other text");
        site.run(Outcome.RESTORED);
        assertThat(site.there.branch("main")).isEqualTo(older);
        site.decide(Decision.CONTINUE);
        site.run(Outcome.PUSHED);
        site.assertSettled();
    }

    @Test
    void decisionHoldsWhileAConflictIsSolved() throws IOException {
        Runnable backup = settled();
        site.commitThere("Setup.md", "there", "There");
        backup.run();
        site.run(Outcome.RESTORED);
        site.decide(Decision.CONTINUE);
        site.run(Outcome.CONFLICT);

        site.edit(site.page("Other", "text"), "other text");
        site.run(Outcome.CONFLICT);
        site.edit(setup, "there");
        site.run(Outcome.BOTH_WAYS);
        site.assertSettled();
    }

    @Test
    void mirrorThatOnlyPullsGoesOn() throws IOException {
        site.direction(Direction.PULL);
        site.run(Outcome.UP_TO_DATE);
        site.commitThere("More.md", "more", "More");
        site.run(Outcome.TAKEN_IN);
        assertThat(site.text(setup)).isEqualTo("first");
    }
}
