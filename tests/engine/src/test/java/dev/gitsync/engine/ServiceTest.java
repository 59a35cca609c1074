package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.push.PushAttempt;
import dev.gitsync.report.PlanReport;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.RepairReport;
import dev.gitsync.report.SpaceStatus;
import dev.gitsync.report.SyncListener;
import dev.gitsync.report.SyncReport;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.repository.pack.PackLimits;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.tests.store.Call;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.Test;

/** Rows C1, C2, E6: tests reports and repairs of the service; commits by author and window; progress. */
class ServiceTest {
    private final List<String> events = new ArrayList<>();
    private final List<PushAttempt> attempts = new ArrayList<>();
    private final EngineFixture wiki = new EngineFixture(
            new InMemoryRepositoryStore(),
            builder -> builder.listener(SyncListener.composite(List.of(new Broken(), new Recorder()))));

    @Test
    void pullsNothingAndRefusesEveryPushWhileTheMasterSwitchIsOff() throws Exception {
        wiki.page(null, "A", "a");
        wiki.pull();
        ObjectId before = wiki.git.main();
        EngineFixture off = new EngineFixture(
                wiki.repositories,
                builder -> builder.settings(
                                GitSyncSettings.builder().enabled(false).build())
                        .pages(wiki.wiki));
        wiki.page(null, "B", "b");
        off.sync.start();
        assertThat(off.sync.runOnce(wiki.space.id()))
                .isEqualTo(new SyncReport.Skipped(wiki.space.id(), SyncReport.Reason.DISABLED));
        assertThat(off.git.write("C.md", "c").refused("Add C").reason()).isEqualTo(PushResult.Reason.DISABLED);
        assertThat(off.sync.space(wiki.space.id())).isEmpty();
        assertThat(wiki.git.main()).isEqualTo(before);
        off.sync.close();
    }

    @Test
    void plansTheNextCycleWithoutChanges() {
        PageId a = wiki.page(null, "A", "a");
        PageId b = wiki.page(null, "B", "b");
        wiki.pull();
        ObjectId before = wiki.git.main();
        wiki.wiki.edit(wiki.space, a, "edited", wiki.edit("edit"));
        wiki.wiki.delete(wiki.space, b, wiki.edit("delete"));
        PageId c = wiki.page(null, "C", "c");

        PlanReport plan = wiki.sync.plan(wiki.space.id());

        assertThat(plan).isInstanceOfSatisfying(PlanReport.Planned.class, planned -> {
            assertThat(planned.changes()).isEqualTo(3);
            assertThat(planned.steps())
                    .containsExactly(
                            new PlanReport.Step(a, PlanReport.Action.WRITE, Optional.of("A.md")),
                            new PlanReport.Step(b, PlanReport.Action.DELETE, Optional.of("B.md")),
                            new PlanReport.Step(c, PlanReport.Action.ADD, Optional.empty()));
        });
        assertThat(wiki.git.main()).isEqualTo(before);
        wiki.pull();
        assertThat(((PlanReport.Planned) wiki.sync.plan(wiki.space.id())).isEmpty())
                .isTrue();
        assertThat(wiki.sync.plan(new SpaceId("unknown"))).isInstanceOf(PlanReport.NotPlanned.class);
    }

    @Test
    void reportsTheStatusOfASpace() {
        wiki.page(null, "A", "a");
        assertThat(wiki.sync.status(wiki.space.id()).orElseThrow().isBehind()).isTrue();
        wiki.pull();

        SpaceStatus status = wiki.sync.status(wiki.space.id()).orElseThrow();

        assertThat(status.isBehind()).isFalse();
        assertThat(status.pages()).isEqualTo(1);
        assertThat(status.main()).isEqualTo(wiki.git.main().name());
        assertThat(status.lastSync().orElseThrow().what()).isInstanceOf(SyncReport.Pulled.class);
        assertThat(status.lastPush()).isEmpty();
        assertThat(wiki.sync.status(new SpaceId("unknown"))).isEmpty();
    }

    @Test
    void rebuildsALostIndexFromTheWikiAndMain() {
        PageId a = wiki.page(null, "A", "a");
        PageId child = wiki.page(a, "C/D: titled?", "c");
        wiki.page(null, "Folder only", null);
        wiki.git.fetch().write("slug.md", "---\ntitle: Long Title\n---\ntext\n").write("img.png", "png");
        wiki.git.pushed("slug");
        PageId slug = wiki.pageAt("slug.md");
        List<String> paths = wiki.git.paths();
        ObjectId before = wiki.git.main();
        wiki.lose(MovedRefs.STATE);

        wiki.pull();

        assertThat(wiki.git.main()).isEqualTo(before);
        assertThat(wiki.git.paths()).isEqualTo(paths);
        assertThat(wiki.pageAt("slug.md")).isEqualTo(slug);
        wiki.assertVerified();
        wiki.wiki.edit(wiki.space, child, "edited", wiki.edit("edit"));
        wiki.pull();
        wiki.git.fetch().move("A.md", "B.md").move("A", "B");
        wiki.git.pushed("move");
        assertThat(wiki.pageAt("B.md")).isEqualTo(a);
        wiki.assertVerified();
    }

    @Test
    void keepsChangesSinceALostIndex() {
        PageId a = wiki.page(null, "A", "a");
        PageId gone = wiki.page(null, "Gone", "g");
        wiki.pull();
        wiki.wiki.rename(wiki.space, a, "Renamed", wiki.edit("rename"));
        wiki.wiki.delete(wiki.space, gone, wiki.edit("delete"));
        wiki.page(a, "New", "n");
        wiki.lose(MovedRefs.STATE);

        wiki.pull();

        assertThat(wiki.git.paths()).containsExactly("Renamed.md", "Renamed/New.md");
        wiki.assertVerified();
    }

    @Test
    void repairsOnlyAnInconsistentSpace() throws IOException {
        PageId a = wiki.page(null, "A", "a");
        wiki.page(a, "B", "b");
        wiki.pull();
        assertThat(wiki.sync.repair(wiki.space.id()).repaired()).isFalse();

        // A script moves main together with the ref of the wiki's history.
        ObjectId wrong = wiki.git.fetch().write("A.md", "another text").commit("wrong");
        try (Repository repository = wiki.sync.open(wiki.space)) {
            for (String name : List.of("refs/heads/main", "refs/gitsync/wiki")) {
                RefUpdate update = repository.updateRef(name);
                update.setNewObjectId(wrong);
                update.forceUpdate();
            }
        }
        RepairReport report = wiki.sync.repair(wiki.space.id());

        assertThat(report.repaired()).isTrue();
        assertThat(report.isClean()).isTrue();
        assertThat(wiki.git.paths()).containsExactly("A.md", "A/B.md");
        assertThat(wiki.git.read("A.md")).isEqualTo("a");
        assertThat(wiki.git.log()).hasSizeGreaterThan(2);
    }

    @Test
    void makesOneCommitOfEditsByOneAuthorWithinTheWindow() {
        EngineFixture grouped = new EngineFixture(
                new InMemoryRepositoryStore(),
                builder -> builder.settings(GitSyncSettings.builder()
                        .commitWindow(Duration.ofMinutes(5))
                        .build()));
        Instant noon = EngineFixture.NOON;
        PageId a = grouped.wiki.create(grouped.space, null, "A", "1", by(EngineFixture.ADA, noon, "first"));
        grouped.wiki.edit(grouped.space, a, "2", by(EngineFixture.ADA, noon.plusSeconds(60), "second"));
        grouped.wiki.edit(grouped.space, a, "3", by(EngineFixture.ADA, noon.plusSeconds(301), "too late"));
        grouped.wiki.edit(grouped.space, a, "4", by(GitUser.GRACE, noon.plusSeconds(302), "another author"));

        grouped.pull();

        List<RevCommit> log = grouped.git.log();
        assertThat(log)
                .extracting(RevCommit::getShortMessage)
                .containsExactly("2 edits by Ada Lovelace", "too late", "another author");
        assertThat(log.get(0).getFullMessage()).contains("* first").contains("* second");
        assertThat(log.get(0).getAuthorIdent().getWhenAsInstant()).isEqualTo(noon.plusSeconds(60));
        assertThat(grouped.git.read("A.md")).isEqualTo("4");
        grouped.assertVerified();
    }

    @Test
    void reportsTheProgressOfALongPull() {
        for (int i = 0; i < 1_200; i++) {
            wiki.page(null, "P" + i, "p");
        }

        wiki.pull();

        assertThat(events).containsExactly("progress 500", "progress 1000", "Pulled");
    }

    @Test
    void keepsTheWorkIfAFailureFollowsIt() throws Exception {
        RepositoryStore memory = new InMemoryRepositoryStore();
        EngineFixture trouble = new EngineFixture(
                new RepositoryStore() {
                    @Override
                    public SpaceRepository open(Space space, PackLimits limits) {
                        return memory.open(space, limits);
                    }

                    @Override
                    public Optional<Runnable> pendingCompaction(Space space) {
                        throw new IllegalStateException("a store's own trouble");
                    }
                },
                builder -> builder);
        assertThat(trouble.git.write("B.md", "b").pushed("Add B").pages()).hasSize(1);
        trouble.page(null, "A", "a");
        assertThat(trouble.pull()).isInstanceOf(SyncReport.Pulled.class);
    }

    @Test
    void sendsAllEventsToListenersAlthoughOneThrows() {
        wiki.page(null, "A", "a");
        wiki.pull();
        wiki.git.fetch().write("B.md", "b");
        wiki.git.pushed("b");
        wiki.git.write("bad.md", new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        wiki.git.refused("not UTF-8");
        wiki.wiki.edit(wiki.space, wiki.pageAt("B.md"), "c", wiki.edit("c"));
        wiki.faulty.failBefore(Call.CHANGES, 1);
        wiki.sync.runOnce(wiki.space.id());

        assertThat(events).containsExactly("Pulled", "Accepted", "Refused", "Failed");
    }

    @Test
    void sendsTheOldAndNewCommitOfAPushToListeners() {
        wiki.page(null, "A", "a");
        wiki.pull();
        ObjectId before = wiki.git.main();
        wiki.git.fetch().write("B.md", "b");
        wiki.git.pushed("b");

        assertThat(attempts).singleElement().satisfies(attempt -> {
            assertThat(attempt.space()).isEqualTo(wiki.space);
            assertThat(attempt.proposal().oldTip()).isEqualTo(before);
            assertThat(attempt.proposal().newTip()).isEqualTo(wiki.git.main());
        });
    }

    private static Provenance by(Person author, Instant time, String message) {
        return Provenance.wiki(author, time, message);
    }

    private static final class Broken implements SyncListener {
        @Override
        public void onSync(Space space, SyncReport report) {
            throw new IllegalStateException("a listener's own trouble");
        }

        @Override
        public void onPush(PushAttempt attempt, PushResult result) {
            throw new IllegalStateException("a listener's own trouble");
        }
    }

    private final class Recorder implements SyncListener {
        @Override
        public void onPush(PushAttempt attempt, PushResult result) {
            attempts.add(attempt);
            events.add(result.getClass().getSimpleName());
        }

        @Override
        public void onSync(Space space, SyncReport report) {
            if (!(report instanceof SyncReport.UpToDate)) {
                events.add(report.getClass().getSimpleName());
            }
        }

        @Override
        public void onProgress(Space space, SyncListener.Progress progress) {
            events.add("progress " + progress.changes());
        }
    }
}
