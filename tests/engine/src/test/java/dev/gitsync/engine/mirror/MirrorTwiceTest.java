package dev.gitsync.engine.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.lock.Lease;
import dev.gitsync.lock.SpaceLock;
import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.mirror.MirrorReport.Next;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.model.PageId;
import dev.gitsync.report.PushResult;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.tests.remotes.RemoteCall;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two processes that run the same mirror at once, because a lock lets everybody in (law 4): no commit is lost, and no change is made
 * twice in the wiki. A commit can have a twin in the history of main, because without a common transaction the pages of a push that
 * lost a race for the refs are pulled as edits: see {@code PushJournal}. For the same reason, a later commit of the remote to such a page can
 * be a conflict, which a person resolves.
 */
@Timeout(60)
class MirrorTwiceTest {
    private static final int ROUNDS = 12;

    private final AtomicLong tokens = new AtomicLong(1_000);
    private final SpaceLock liar =
            (space, patience) -> new SpaceLock.Attempt.Acquired(new Lie(tokens.incrementAndGet()));
    private final MirrorFixture site = new MirrorFixture(builder -> builder.lock(liar)
            .settings(GitSyncSettings.builder().commitWindow(Duration.ZERO).build()));
    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();

    @Test
    void losesAndDuplicatesNothingWhenTwoProcessesRunAtOnce() throws Exception {
        PageId edited = site.page("Edited", "start");
        site.page("Pushed", "start");
        site.run(Outcome.PUSHED);
        ExecutorService threads = Executors.newFixedThreadPool(5);
        List<Future<?>> all = new ArrayList<>();
        all.add(threads.submit(work(this::commitThere)));
        all.add(threads.submit(work(this::push)));
        all.add(threads.submit(work(round -> edit(edited, round))));
        for (int i = 0; i < 2; i++) {
            GitSync process = site.build();
            all.add(threads.submit(work(round -> process.mirrors().run(MirrorFixture.ID))));
        }
        for (Future<?> one : all) {
            one.get();
        }
        threads.shutdown();

        settle();
        site.assertSettled();
        List<String> log = site.here().log(site.main());
        assertThat(acknowledged).hasSizeGreaterThan(2 * ROUNDS);
        assertThat(log).containsAll(acknowledged);
        assertThat(site.titles()).containsExactlyInAnyOrder("Edited", "Pushed", "There");
        assertThat(site.feed()).doesNotHaveDuplicates();
    }

    private void settle() throws IOException {
        MirrorReport report = site.run();
        for (int i = 0; i < 5 && report.outcome() != Outcome.UP_TO_DATE; i++) {
            assertThat(report.outcome().next()).as("%s", report).isNotEqualTo(Next.OPERATOR);
            if (report.outcome() == Outcome.CONFLICT) {
                ObjectId wikis = site.there.branch("gitsync/handbook");
                site.there.set("main", site.there.at(wikis).merge(site.there.branch("main"), "Resolution"));
            }
            report = site.run();
        }
    }

    /** The first of two runs that overlap sees at its next step that the second one saved its state, and ends. */
    @Test
    void endsARunThatAnotherOneHasOvertaken() throws IOException {
        site.page("Setup", "text");
        GitSync other = site.build();
        boolean[] isOvertaken = {false};
        site.remote.interfere(call -> {
            if (call == RemoteCall.HEADS && !isOvertaken[0]) {
                isOvertaken[0] = true;
                assertThat(other.mirrors().run(MirrorFixture.ID).outcome()).isEqualTo(Outcome.PUSHED);
            }
        });

        assertThat(site.run(Outcome.BUSY).sentence()).isEqualTo("Another thread or process runs this mirror.");
        assertThat(site.state().last().orElseThrow().outcome()).isEqualTo(Outcome.PUSHED);
        site.run(Outcome.UP_TO_DATE);
        site.assertSettled();
    }

    private void commitThere(int round) throws IOException {
        String message = "There, round " + round;
        Clone clone = new Clone(site::remoteRepository);
        ObjectId seen = clone.branch("main");
        ObjectId commit = clone.at(seen).write("There.md", message).commit(message);
        if (clone.push("main", seen, commit)) {
            acknowledged.add(message);
        }
    }

    private void push(int round) throws IOException {
        String message = "Push, round " + round;
        if (site.push("Pushed.md", message, message) instanceof PushResult.Accepted) {
            acknowledged.add(message);
        }
    }

    private void edit(PageId page, int round) {
        synchronized (site) {
            site.edit(page, "round " + round);
        }
        acknowledged.add("Edit to round " + round);
    }

    private static Callable<Object> work(Work work) {
        return () -> {
            for (int round = 0; round < ROUNDS; round++) {
                work.round(round);
            }
            return ROUNDS;
        };
    }

    private interface Work {
        void round(int round) throws IOException;
    }

    private record Lie(long fencingToken) implements Lease {
        @Override
        public boolean isHeld() {
            return true;
        }

        @Override
        public void close() {}
    }
}
