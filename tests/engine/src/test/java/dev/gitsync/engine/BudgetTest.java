package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.SyncReport;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.settings.GitSyncSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Law 13 and promise B6: a cycle that exceeds its budget fails with a message, releases the lease and changes nothing. */
class BudgetTest {
    private static final long STEPS = 1_000;

    private final EngineFixture space = new EngineFixture(
            new InMemoryRepositoryStore(),
            builder -> builder.settings(GitSyncSettings.builder()
                    .cycle(cycle -> cycle.maxSteps(STEPS))
                    .commitWindow(Duration.ofDays(1))
                    .build()));

    private final EngineFixture small = new EngineFixture(
            new InMemoryRepositoryStore(),
            builder -> builder.settings(GitSyncSettings.builder()
                    .cycle(cycle -> cycle.maxTextBytes(10_000))
                    .build()));

    @Test
    void refusesPushThatTakesMoreStepsThanACycleMay() {
        for (int i = 0; i < STEPS; i++) {
            space.git.write("Page " + i + ".md", "text " + i);
        }
        PushResult.Refused refused = space.git.refused("all at once");

        assertThat(refused.reason()).isEqualTo(PushResult.Reason.TOO_MUCH_WORK);
        assertThat(refused.details())
                .containsExactly(
                        "Push refused: planning 1,000 changed files took more than 1,000 steps. Nothing was"
                                + " changed. Push the history in parts, the older commits first: git push origin <commit>:main");
        assertThat(space.wiki.pages(space.space, null, 10)).isEmpty();
    }

    @Test
    void acceptsPushAfterARefusedOne() {
        refusesPushThatTakesMoreStepsThanACycleMay();

        space.git.fetch().write("Page.md", "text").pushed("in parts");
        space.assertVerified();
    }

    /** Faults W6: memory is bounded whatever the shape of the push. */
    @Test
    void refusesPushWhosePagesNeedMoreMemoryThanAllowed() {
        String text = "x".repeat(1_000);
        for (int i = 0; i < 20; i++) {
            small.git.write("Page " + i + ".md", text);
        }
        PushResult.Refused refused = small.git.refused("the same text, twenty times");
        assertThat(refused.reason()).isEqualTo(PushResult.Reason.TOO_MUCH_WORK);
        assertThat(refused.details())
                .containsExactly(
                        "Push refused: the pages and messages of this push hold more than 10,000 bytes of text. Nothing was"
                                + " changed. Push fewer pages at a time, the older commits first: git push origin <commit>:main");

        small.git.fetch();
        for (int i = 0; i < 9; i++) {
            small.git.write("Page " + i + ".md", text);
        }
        small.git.pushed("fewer at a time");
        small.assertVerified();
    }

    /** Faults W6: old texts and messages count as well. */
    @Test
    void refusesPushWhoseOldTextsOrMessageNeedMoreMemoryThanAllowed() {
        String text = "x".repeat(1_000);
        for (int i = 0; i < 6; i++) {
            small.git.write("Page " + i + ".md", text);
        }
        small.git.pushed("six pages");
        for (int i = 0; i < 6; i++) {
            small.git.write("Page " + i + ".md", text + i);
        }
        assertThat(small.git.refused("six old and six new texts").reason()).isEqualTo(PushResult.Reason.TOO_MUCH_WORK);

        small.git.fetch().write("Page 0.md", "short");
        assertThat(small.git.refused("long message ".repeat(1_000)).reason())
                .isEqualTo(PushResult.Reason.TOO_MUCH_WORK);

        small.git.fetch().write("Page 0.md", "short").pushed("short message");
    }

    /** The memory of all pushes of a process together is bounded; a push that exceeds it is asked to retry. */
    @Test
    void refusesPushWhileAPushToAnotherSpaceUsesTheMemory() {
        Space other = new Space(new SpaceId("other"), "", "Other");
        List<PushResult.Refused> meanwhile = new ArrayList<>();
        List<GitUser> users = new ArrayList<>();
        EngineFixture shared = new EngineFixture(
                new InMemoryRepositoryStore(),
                builder -> builder.settings(GitSyncSettings.builder()
                                .cycle(cycle -> cycle.maxTextBytes(10_000))
                                .build())
                        .validator((space, pusher, plan) -> {
                            if (!space.equals(other)) {
                                meanwhile.add(users.get(0).refused("while the other push is under way"));
                            }
                            return Optional.empty();
                        }));
        shared.spaces.add(other);
        GitUser elsewhere = new GitUser(shared.sync, other);
        users.add(elsewhere);
        elsewhere.write("Large.md", "y".repeat(6_000));

        shared.git.write("Large.md", "x".repeat(6_000)).pushed("takes most of the memory");

        assertThat(meanwhile).singleElement().satisfies(refused -> {
            assertThat(refused.reason()).isEqualTo(PushResult.Reason.BUSY);
            assertThat(refused.summary()).isEqualTo("the server is busy; try again");
        });
        elsewhere.fetch().write("Large.md", "y".repeat(6_000)).pushed("once there is room");
    }

    @Test
    void keepsTheFinishedPartOfAPullAndContinuesInTheNextCycle() {
        int pages = 1_600;
        pages(pages);
        SyncReport first = space.sync.runOnce(space.space.id());
        assertThat(first)
                .isInstanceOfSatisfying(
                        SyncReport.Failed.class,
                        failed -> assertThat(failed.message())
                                .contains("bringing the changes of the wiki into main", "1,000 steps"));
        int brought = space.git.paths().size();
        assertThat(brought).isBetween(500, pages - 1);

        SyncReport next = space.sync.runOnce(space.space.id());
        while (next instanceof SyncReport.Failed) {
            assertThat(space.git.paths().size()).isGreaterThan(brought);
            brought = space.git.paths().size();
            next = space.sync.runOnce(space.space.id());
        }
        assertThat(space.git.paths()).hasSize(pages);
    }

    @Test
    void finishesTheVerificationOfALargeSpace() {
        pages(600);
        space.pull();

        assertThat(space.sync.verify(space.space.id()))
                .isInstanceOfSatisfying(
                        VerifyReport.NotRun.class,
                        proof -> assertThat(proof.because()).isInstanceOf(SyncReport.Failed.class));
    }

    private void pages(int count) {
        PageId parent = null;
        for (int i = 0; i < count; i++) {
            parent = i % 40 == 0 ? space.page(null, "Page " + i, "text") : parent;
            if (i % 40 != 0) {
                space.page(parent, "Page " + i, "text");
            }
        }
    }
}
