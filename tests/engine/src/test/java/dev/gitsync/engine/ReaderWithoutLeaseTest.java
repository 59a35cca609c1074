package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.error.StoreException;
import dev.gitsync.lock.InProcessSpaceLock;
import dev.gitsync.lock.SpaceLock;
import dev.gitsync.model.Space;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.SyncReport;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.tests.store.Call;
import dev.gitsync.tests.store.FaultyPageStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Law 4, promises B8 and L5, faults C3: a process has died and its lease is still valid. Readers go on without the lease. */
class ReaderWithoutLeaseTest {
    private final InMemoryRepositoryStore repositories = new InMemoryRepositoryStore();
    private final OtherHolder lock = new OtherHolder();
    private final RecordedSteps steps = new RecordedSteps();
    private final EngineFixture wiki =
            new EngineFixture(repositories, builder -> builder.lock(lock).observer(steps));
    private final FaultyPageStore dyingWiki = new FaultyPageStore(wiki.wiki);
    /** The step in which the process dies. */
    private final GitSync dying = GitSync.builder()
            .spaces(wiki.spaces)
            .pages(dyingWiki)
            .repositories(repositories)
            .build();

    @Test
    void pullsWikiChangesWhileADeadProcessHoldsTheLease() {
        wiki.page(null, "A", "a");
        dying.runOnce(wiki.space.id());
        wiki.page(null, "B", "b");
        lock.isHeldElsewhere = true;

        assertThat(wiki.sync.catchUp(wiki.space.id())).isInstanceOf(SyncReport.Pulled.class);
        assertThat(lock.patience)
                .as("time that a reader waits for the lease of another process")
                .hasMillis(500);
        assertThat(steps.take()).containsExactly("cycle unleased: pulled");
        assertThat(wiki.git.paths()).containsExactly("A.md", "B.md");
        assertThat(wiki.sync.catchUp(wiki.space.id())).isInstanceOf(SyncReport.UpToDate.class);

        lock.isHeldElsewhere = false;
        wiki.assertVerified();
    }

    @Test
    void pullsAFirstExportWithoutTheLease() {
        wiki.page(null, "A", "a");
        lock.isHeldElsewhere = true;

        assertThat(wiki.sync.catchUp(wiki.space.id())).isInstanceOf(SyncReport.Pulled.class);
        assertThat(wiki.git.paths()).containsExactly("A.md");
    }

    @Test
    void readsWithoutWritingWhileLeasesAreUnavailable() {
        wiki.page(null, "A", "a");
        wiki.git.fetch();
        wiki.page(null, "B", "b");
        lock.isBroken = true;

        assertThat(wiki.sync.catchUp(wiki.space.id())).isInstanceOf(SyncReport.Pulled.class);
        wiki.git.write("C.md", "c").commit("without a lease");
        assertThat(wiki.git.push())
                .isInstanceOfSatisfying(
                        PushResult.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(PushResult.Reason.UNAVAILABLE));
        lock.isBroken = false;
        wiki.assertVerified();
    }

    /** The token of the last holder stays, so the reader blocks no writer. */
    @Test
    void blocksNeitherTheHolderNorTheNextOne() {
        wiki.page(null, "A", "a");
        dying.runOnce(wiki.space.id());
        wiki.page(null, "B", "b");
        lock.isHeldElsewhere = true;
        wiki.sync.catchUp(wiki.space.id());

        wiki.page(null, "C", "c");
        assertThat(dying.runOnce(wiki.space.id()))
                .as("next cycle of the holder")
                .isInstanceOf(SyncReport.Pulled.class);
        lock.isHeldElsewhere = false;
        wiki.git.fetch().write("A.md", "pushed").pushed("the next holder");
        wiki.assertVerified();
    }

    @Test
    void finishesAPushAppliedBeforeACrash() {
        wiki.page(null, "A", "a");
        GitUser user = new GitUser(dying, wiki.space).fetch().write("A.md", "pushed");
        user.commit("taken by the wiki");
        dyingWiki.after(Call.APPLY, 1, () -> {
            dyingWiki.failBefore(Call.CHANGES, 1);
            throw new StoreException("dies");
        });
        assertThat(user.push()).isInstanceOf(PushResult.Refused.class);
        lock.isHeldElsewhere = true;

        assertThat(wiki.sync.catchUp(wiki.space.id()).isCaughtUp()).isTrue();
        assertThat(wiki.git.main()).isEqualTo(user.head());
        lock.isHeldElsewhere = false;
        wiki.assertVerified();
    }

    /** The process that announced the push may be alive, so only a holder of the lease may drop it. */
    @Test
    void keepsAnAnnouncedPush() {
        wiki.page(null, "A", "a");
        GitUser user = new GitUser(dying, wiki.space).fetch().write("A.md", "pushed");
        user.commit("under way");
        dyingWiki.before(Call.APPLY, 1, () -> {
            lock.isHeldElsewhere = true;
            assertThat(wiki.sync.catchUp(wiki.space.id()))
                    .as("reader without new edits")
                    .isInstanceOf(SyncReport.UpToDate.class);
            wiki.page(null, "B", "b");
            assertThat(wiki.sync.catchUp(wiki.space.id()))
                    .as("reader with a new edit, which waits for the push")
                    .isInstanceOf(SyncReport.Skipped.class);
        });

        assertThat(user.push()).isInstanceOf(PushResult.Accepted.class);
        assertThat(wiki.sync.catchUp(wiki.space.id())).isInstanceOf(SyncReport.Pulled.class);
        assertThat(wiki.git.paths()).containsExactly("A.md", "B.md");
    }

    /** The reader moves the refs after the push was planned and before it is announced; the push starts again. */
    @Test
    void doesNotBlockAPushThatIsBeingPlanned() {
        wiki.page(null, "A", "a");
        GitUser user = new GitUser(dying, wiki.space).fetch().write("A.md", "pushed");
        user.commit("planned");
        int[] looks = {0};
        GitSync planning = GitSync.builder()
                .spaces(wiki.spaces)
                .pages(wiki.wiki)
                .repositories(repositories)
                .validator((space, pusher, changes) -> {
                    if (looks[0]++ == 0) {
                        wiki.page(null, "B", "b");
                        lock.isHeldElsewhere = true;
                        assertThat(wiki.sync.catchUp(wiki.space.id())).isInstanceOf(SyncReport.Pulled.class);
                    }
                    return Optional.empty();
                })
                .build();
        assertThat(user.through(planning).push()).isInstanceOf(PushResult.Accepted.class);
        assertThat(looks[0]).as("number of plans").isEqualTo(2);
        assertThat(wiki.git.paths()).containsExactly("A.md", "B.md");
        lock.isHeldElsewhere = false;
        wiki.assertVerified();
    }

    @Test
    void waitsForAnotherThreadOfItsOwnProcess() {
        wiki.page(null, "A", "a");
        lock.isHeldHere = true;

        assertThat(wiki.sync.catchUp(wiki.space.id()))
                .isEqualTo(new SyncReport.Skipped(wiki.space.id(), SyncReport.Reason.IN_PROGRESS));
        assertThat(lock.waited)
                .as("total time of all attempts")
                .isEqualTo(GitSyncSettings.defaults().cycle().lockWait());
    }

    /** Faults C4: an edit acquires no lease, and a caller that wants the path of its page at once does not wait for one. */
    @Test
    void letsAnEditWaitForNoLease() {
        lock.isHeldHere = true;
        wiki.page(null, "A", "a");
        assertThat(lock.patience).as("time that the edit waited for the lease").isNull();

        assertThat(wiki.sync.tryCatchUp(wiki.space.id())).isInstanceOf(SyncReport.Skipped.class);
        assertThat(lock.patience).isZero();
    }

    /** A lock of another process that never releases the lease, or of unavailable leases. It answers without waiting. */
    private static final class OtherHolder implements SpaceLock {
        /** Its tokens are higher than those of the process that dies. */
        private final SpaceLock free = new InProcessSpaceLock(Clock.offset(Clock.systemUTC(), Duration.ofHours(1)));

        private boolean isHeldElsewhere;
        private boolean isHeldHere;
        private boolean isBroken;
        private @Nullable Duration patience;
        private Duration waited = Duration.ZERO;

        @Override
        public SpaceLock.Attempt acquire(Space space, Duration howLong) throws InterruptedException {
            patience = howLong;
            waited = waited.plus(howLong);
            if (isBroken) {
                throw new StoreException("No answer");
            }
            if (isHeldElsewhere || isHeldHere) {
                return new SpaceLock.Attempt.Busy(
                        isHeldHere ? SpaceLock.Attempt.Holder.THIS_PROCESS : SpaceLock.Attempt.Holder.OTHER_PROCESS);
            }
            return free.acquire(space, howLong);
        }
    }
}
