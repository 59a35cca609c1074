package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.error.StoreException;
import dev.gitsync.model.PageId;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.SyncReport;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.tests.store.Call;
import dev.gitsync.tests.store.FaultyPageStore;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.Test;

/** Law 4, row B8: two writers both believe that they hold the lease. */
class FencedWriterTest {
    private final InMemoryRepositoryStore repositories = new InMemoryRepositoryStore();
    private final EngineFixture slow = new EngineFixture(repositories, builder -> builder);
    private final FaultyPageStore otherWiki = new FaultyPageStore(slow.wiki);
    private final GitSync other = GitSync.builder()
            .spaces(slow.spaces)
            .pages(otherWiki)
            .repositories(repositories)
            .build();
    private final GitUser otherUser = new GitUser(other, slow.space);

    @Test
    void keepsTheJournalEntryOfTheOtherWriter() {
        PageId page = slow.page(null, "A", "a");
        slow.git.fetch();
        otherUser.fetch().write("A.md", "by the other");
        AtomicReference<ObjectId> pushed = new AtomicReference<>();
        // Before the slow writer writes, the other one does its push except for the end, and dies.
        slow.faulty.before(Call.APPLY, 1, () -> {
            pushed.set(otherUser.commit("taken by the wiki"));
            otherWiki.after(Call.APPLY, 1, () -> {
                otherWiki.failBefore(Call.CHANGES, 1);
                throw new StoreException("dies");
            });
            assertThat(otherUser.push()).isInstanceOf(PushResult.Refused.class);
        });

        slow.git.write("A.md", "by the slow one");
        slow.git.commit("comes too late");
        assertThat(slow.git.push())
                .isInstanceOfSatisfying(
                        PushResult.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(PushResult.Reason.CONFLICT));

        slow.pull();
        assertThat(slow.git.main()).isEqualTo(pushed.get());
        assertThat(slow.textOf(page)).isEqualTo("by the other");
        slow.assertVerified();
    }

    /** The other writer looked for a journal entry before there was one, and moves {@code main} after it was written. */
    @Test
    void keepsAConcurrentCommitInMain() throws Exception {
        slow.page(null, "A", "a");
        slow.git.fetch();
        CountDownLatch otherHasLooked = new CountDownLatch(1);
        CountDownLatch isAnnounced = new CountDownLatch(1);
        otherWiki.before(Call.CHANGES, 1, () -> {
            otherHasLooked.countDown();
            await(isAnnounced);
        });
        Thread pulling = new Thread(() -> other.runOnce(slow.space.id()));
        AtomicReference<ObjectId> broughtIn = new AtomicReference<>();
        slow.faulty.before(Call.APPLY, 1, () -> {
            slow.page(null, "C", "c");
            isAnnounced.countDown();
            join(pulling);
            broughtIn.set(otherUser.main());
        });
        pulling.start();
        await(otherHasLooked);

        slow.git.write("D.md", "d");
        slow.git.commit("under way");
        PushResult result = slow.git.push();

        assertThat(slow.git.paths()).contains("C.md");
        assertThat(slow.git.log()).map(RevCommit::getId).contains(broughtIn.get());
        assertThat(result)
                .isInstanceOfSatisfying(
                        PushResult.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(PushResult.Reason.UNAVAILABLE));
        assertThat(other.runOnce(slow.space.id())).isNotInstanceOf(SyncReport.Failed.class);
        assertThat(slow.git.log()).map(RevCommit::getId).contains(broughtIn.get());
        assertThat(slow.git.paths()).containsExactlyInAnyOrder("A.md", "C.md", "D.md");
        assertThat(other.verify(slow.space.id()))
                .isInstanceOfSatisfying(
                        VerifyReport.Verified.class,
                        proof -> assertThat(proof.differences()).isEmpty());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(30_000);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
