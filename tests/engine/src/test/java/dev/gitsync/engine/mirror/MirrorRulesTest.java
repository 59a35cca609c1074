package dev.gitsync.engine.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.Clocks;
import dev.gitsync.GitSync;
import dev.gitsync.mirror.InMemoryMirrorStateStore;
import dev.gitsync.mirror.Mirror.Direction;
import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.mirror.MirrorState.Decision;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.push.PushAttempt;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.SyncListener;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.settings.DeletePolicy;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.settings.GitSyncSettings.Acceptance;
import dev.gitsync.settings.MergePolicy.MovedTip;
import dev.gitsync.testkit.InMemoryPageStore;
import dev.gitsync.tests.remotes.RemoteCall;
import dev.gitsync.tests.store.Call;
import dev.gitsync.tests.store.InMemorySpaceDirectory;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;

/** What the wiki, the operator and the direction allow a mirror to do. */
class MirrorRulesTest {
    private MirrorFixture site = new MirrorFixture();

    @Test
    void mirrorThatOnlyPushesLeavesWhatTheRemoteHas() throws IOException {
        site.direction(Direction.PUSH);
        PageId setup = site.page("Setup", "text");
        site.run(Outcome.PUSHED);
        ObjectId there = site.commitThere("Usage.md", "from there", "Edit there");
        site.edit(setup, "from here");

        assertThat(site.run(Outcome.REMOTE_AHEAD).sentence())
                .isEqualTo(
                        "The remote's branch main has commits that the wiki lacks, and this mirror only pushes. Nothing was"
                                + " changed. Let the mirror work both ways to take them in, or remove them at the remote.");
        assertThat(site.titles()).containsExactly("Setup");
        assertThat(site.there.branch("main")).isEqualTo(there);
        site.direction(Direction.BOTH);
        site.run(Outcome.BOTH_WAYS);
        site.assertSettled();
    }

    @Test
    void mirrorThatOnlyPullsPushesNothing() throws IOException {
        site.direction(Direction.PULL);
        ObjectId there = site.commitThere("Setup.md", "from there", "Edit there");
        site.run(Outcome.TAKEN_IN);
        site.page("Usage", "from here");

        site.run(Outcome.UP_TO_DATE);
        assertThat(site.there.branch("main")).isEqualTo(there);
        ObjectId next = site.commitThere("Setup.md", "more", "More");
        site.run(Outcome.TAKEN_IN);
        assertThat(site.there.branch("main")).isEqualTo(next);
        assertThat(site.titles()).containsExactlyInAnyOrder("Setup", "Usage");
        assertThat(site.here().log(site.main())).containsOnlyOnce("Edit there", "More");
        site.assertVerified();
    }

    @Test
    void mirrorThatOnlyPullsWaitsForABranch() {
        site.direction(Direction.PULL);
        site.page("Setup", "text");

        assertThat(site.run(Outcome.UP_TO_DATE).sentence())
                .isEqualTo("The remote has no branch main yet, and this mirror only pulls.");
    }

    @Test
    void pausedMirrorDoesNotConnect() {
        site.page("Setup", "text");
        assertThat(site.sync.mirrors().setPaused(MirrorFixture.ID, true)).isTrue();

        assertThat(site.run(Outcome.DISABLED).sentence()).isEqualTo("The mirror is paused.");
        assertThat(site.remote.calls()).isEmpty();
        site.sync.mirrors().setPaused(MirrorFixture.ID, false);
        site.run(Outcome.PUSHED);
    }

    @Test
    void pauseDuringARunEndsItBeforeItsNextStep() throws IOException {
        site.page("Setup", "text");
        site.remote.interfere(call -> {
            if (call == RemoteCall.HEADS) {
                site.sync.mirrors().setPaused(MirrorFixture.ID, true);
            }
        });

        assertThat(site.run(Outcome.DISABLED).sentence()).isEqualTo("The mirror is paused.");
        assertThat(site.there.branch("main")).isEqualTo(ObjectId.zeroId());
        assertThat(site.state().isPaused()).isTrue();
    }

    @Test
    void decisionThatNothingAsksForIsRefused() {
        site.page("Setup", "text");
        site.run(Outcome.PUSHED);

        assertThat(site.sync.mirrors().decide(MirrorFixture.ID, Decision.CONTINUE))
                .isFalse();
    }

    @Test
    void mirrorOfADisabledSpaceDoesNotConnect() {
        site.spaces.remove(site.space.id());

        assertThat(site.run(Outcome.DISABLED).sentence()).isEqualTo("Git sync is not enabled for the space handbook.");
        assertThat(site.remote.calls()).isEmpty();
    }

    @Test
    void deleteGuardHoldsForTheRemote() throws IOException {
        for (int i = 0; i < 30; i++) {
            site.page("Page " + i, "text");
        }
        site.run(Outcome.PUSHED);
        ObjectId main = site.main();
        site.there.at(main);
        for (int i = 0; i < 25; i++) {
            site.there.delete("Page " + i + ".md");
        }
        ObjectId deleted = site.there.commit("Delete nearly everything");
        site.there.set("main", deleted);

        MirrorReport report = site.run(Outcome.REFUSED_BY_WIKI);
        assertThat(report.sentence())
                .isEqualTo("The wiki can't take in the remote's branch main: it would delete more pages than the limit"
                        + " allows. If that is right, push it to the wiki as a user who may override the limit;"
                        + " otherwise, revert it at the remote.");
        assertThat(report.details()).contains("Page 3.md");
        assertThat(site.main()).isEqualTo(main);
        site.there.set("main", site.there.at(main).merge(deleted, "Revert"));
        site.run(Outcome.TAKEN_IN);
        site.assertSettled();
    }

    @Test
    void invalidPathOfTheRemoteIsRefused() throws IOException {
        site.page("Setup", "text");
        site.run(Outcome.PUSHED);
        ObjectId main = site.main();
        site.commitThere("con.md", "reserved", "Reserved name");

        MirrorReport report = site.run(Outcome.REFUSED_BY_WIKI);
        assertThat(report.sentence())
                .isEqualTo(
                        "The wiki can't take in the remote's branch main: it has content that a wiki can't have. Correct"
                                + " that at the remote; the mirror then continues by itself.");
        assertThat(report.details().get(0)).startsWith("con.md");
        assertThat(site.main()).isEqualTo(main);
    }

    @Test
    void ruleOfTheWikiRefusesTheRemote() throws IOException {
        site = new MirrorFixture(builder -> builder.validator((space, pusher, plan) -> {
            assertThat(pusher.mayOverrideGuard()).isFalse();
            return Optional.of("Not on Sundays.");
        }));
        site.commitThere("Setup.md", "from there", "Edit there");

        MirrorReport report = site.run(Outcome.REFUSED_BY_WIKI);
        assertThat(report.sentence())
                .isEqualTo(
                        "The wiki can't take in the remote's branch main: a rule of the wiki forbids it. Correct that at the remote;"
                                + " the mirror then continues by itself.");
        assertThat(report.details()).containsExactly("Not on Sundays.");
    }

    @Test
    void mergesWithTheRemoteWhereClientsHaveToRebase() throws IOException {
        site = new MirrorFixture(builder -> builder.settings(GitSyncSettings.builder()
                .merge(merge -> merge.movedTip(MovedTip.REFUSE))
                .build()));
        PageId setup = site.page("Setup", "text");
        site.run(Outcome.PUSHED);
        site.edit(setup, "from here");
        site.commitThere("Usage.md", "from there", "Edit there");

        site.run(Outcome.BOTH_WAYS);
        site.assertSettled();
    }

    @Test
    void unreachableWikiIsRetried() throws IOException {
        site.page("Setup", "text");
        site.faultyWiki.before(Call.CHANGES, 1, () -> {
            throw new dev.gitsync.error.StoreException("The wiki is gone");
        });

        assertThat(site.run(Outcome.STORE_UNAVAILABLE).sentence())
                .isEqualTo("The wiki or its git storage can't be reached; the next run continues.");
        site.faultyWiki.clearFaults();
        site.run(Outcome.PUSHED);
        site.assertSettled();
    }

    @Test
    void acceptsCommitsBeforeTheirPagesAreWritten() throws IOException {
        site = new MirrorFixture(builder -> builder.settings(
                GitSyncSettings.builder().acceptance(Acceptance.DURABLE).build()));
        PageId setup = site.page("Setup", "text");
        site.run(Outcome.PUSHED);
        site.edit(setup, "from here");
        site.commitThere("Usage.md", "from there", "Edit there");

        site.run(Outcome.BOTH_WAYS);
        site.caughtUp();
        assertThat(site.titles()).containsExactlyInAnyOrder("Setup", "Usage");
        site.assertSettled();
    }

    @Test
    void runThatTakesTooLongEndsAndIsContinued() throws IOException {
        long[] time = {0};
        site = new MirrorFixture(builder -> Clocks.of(builder, () -> time[0]));
        site.page("Setup", "text");
        site.remote.interfere(call -> time[0] += Duration.ofHours(1).toNanos());

        assertThat(site.run(Outcome.IN_PROGRESS).sentence())
                .isEqualTo("The run took longer than its deadline and was ended; the next run continues.");
        assertThat(site.there.branch("main")).isEqualTo(ObjectId.zeroId());
        site.remote.clearFaults();
        site.run(Outcome.PUSHED);
        site.assertSettled();
    }

    @Test
    void lostAnswerToAPushIsNoSecondPush() throws IOException {
        site.page("Setup", "text");
        site.remote.cut(3, true);
        site.run(Outcome.UNREACHABLE);
        site.remote.clearFaults();

        site.run(Outcome.UP_TO_DATE);
        assertThat(site.remote.count(RemoteCall.PUSH)).isZero();
        assertThat(site.state().common()).contains(site.main());
        assertThat(site.state().underway()).isEmpty();
    }

    @Test
    void rewindAfterARunThatWasCutOffIsNotUndone() throws IOException {
        FaultyStateStore states = new FaultyStateStore(new InMemoryMirrorStateStore());
        site = new MirrorFixture(builder -> builder.mirrorStates(states));
        site.page("Setup", "text");
        site.run(Outcome.PUSHED);
        ObjectId before = site.main();
        site.commitThere("Usage.md", "there", "Usage");
        states.deadWhile(() -> site.titles().contains("Usage"));
        site.run(Outcome.STORE_UNAVAILABLE);
        states.clearFaults();
        site.there.set("main", before);

        site.run(Outcome.REWOUND);
        assertThat(site.there.branch("main")).isEqualTo(before);
    }

    @Test
    void spaceWithAnIdThatIsReservedForMirrorsTakesNoPart() {
        SpaceId reserved = new SpaceId("mirror--docs");
        GitSync gitSync = GitSync.builder()
                .spaces(InMemorySpaceDirectory.of(new Space(reserved, "", "Docs")))
                .pages(new InMemoryPageStore())
                .repositories(new InMemoryRepositoryStore())
                .build();

        assertThat(gitSync.space(reserved)).isEmpty();
        assertThat(gitSync.spaces()).isEmpty();
    }

    @Test
    void guardThatLeavesDeletionsOutKeepsThePagesAtBothSides() throws IOException {
        site = new MirrorFixture(builder -> builder.settings(GitSyncSettings.builder()
                .deletes(deletes -> deletes.mode(DeletePolicy.Mode.SKIP).maxPages(2))
                .build()));
        for (int i = 0; i < 12; i++) {
            site.page("Page " + i, "text");
        }
        site.run(Outcome.PUSHED);
        site.there.at(site.main());
        for (int i = 0; i < 12; i++) {
            site.there.delete("Page " + i + ".md");
        }
        ObjectId deleted = site.there.write("New.md", "new").commit("Delete nearly everything");
        site.there.set("main", deleted);

        site.run(Outcome.BOTH_WAYS);
        assertThat(site.titles()).hasSize(13);
        assertThat(site.there.files(site.there.branch("main"))).hasSize(13);
        assertThat(site.there.contains(site.there.branch("main"), deleted)).isTrue();
        site.assertSettled();
    }

    @Test
    void triesOfAMirrorAreNoRefusedPushesForTheListener() throws IOException {
        List<PushResult> told = new ArrayList<>();
        site = new MirrorFixture(builder -> builder.listener(new SyncListener() {
            @Override
            public void onPush(PushAttempt attempt, PushResult result) {
                told.add(result);
            }
        }));
        PageId setup = site.page("Setup", "text");
        site.run(Outcome.PUSHED);
        site.edit(setup, "from here");
        for (int i = 0; i < 4; i++) {
            site.commitThere("Usage.md", "text " + i, "Usage " + i);
        }
        site.commitThere("Setup.md", "from there", "Conflict");
        site.run(Outcome.CONFLICT);
        assertThat(told).isNotEmpty().allMatch(result -> result instanceof PushResult.Accepted);
        assertThat(site.titles()).contains("Usage");
    }
}
