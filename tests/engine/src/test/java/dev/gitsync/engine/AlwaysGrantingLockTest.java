package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.gitsync.GitSync;
import dev.gitsync.lock.Lease;
import dev.gitsync.lock.SpaceLock;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.SyncReport;
import dev.gitsync.repository.InMemoryRepositoryStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** Law 4, faults C5: a lock grants the lease to every caller. Every change is kept once, and lost races cause no error. */
@Timeout(60)
class AlwaysGrantingLockTest {
    private static final int WRITERS = 3;
    private static final int ROUNDS = 8;

    private final AtomicLong tokens = new AtomicLong(1_000);
    private final SpaceLock liar =
            (space, patience) -> new SpaceLock.Attempt.Acquired(new GrantedLease(tokens.incrementAndGet()));
    private final InMemoryRepositoryStore repositories = new InMemoryRepositoryStore();
    private final EngineFixture wiki = new EngineFixture(repositories, builder -> builder.lock(liar));

    @Test
    void losesNothingIfEveryProcessBelievesToHoldTheLease() throws Exception {
        for (int i = 0; i < WRITERS; i++) {
            wiki.page(null, "Page " + i, "start");
        }
        wiki.git.fetch();
        Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
        Queue<SyncReport> failures = new ConcurrentLinkedQueue<>();
        ListAppender<ILoggingEvent> log = watch();
        ExecutorService threads = Executors.newFixedThreadPool(2 * WRITERS);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            GitSync replica = replica();
            String page = "Page " + i;
            all.add(threads.submit((Callable<Object>) () -> {
                write(replica, page, acknowledged);
                return null;
            }));
            all.add(threads.submit(() -> read(replica, failures)));
        }
        for (Future<?> one : all) {
            one.get();
        }
        threads.shutdown();

        assertThat(failures).as("failed readers").isEmpty();
        assertThat(log.list)
                .filteredOn(
                        event -> event.getLevel().isGreaterOrEqual(Level.ERROR) || event.getThrowableProxy() != null)
                .extracting(ILoggingEvent::getFormattedMessage)
                .isEmpty();
        List<String> messages = new ArrayList<>();
        wiki.git.log().forEach(commit -> messages.add(commit.getFullMessage()));
        assertThat(messages).containsAll(acknowledged);
        assertThat(acknowledged).hasSizeGreaterThan(WRITERS).doesNotHaveDuplicates();
        assertThat(messages).filteredOn(acknowledged::contains).doesNotHaveDuplicates();
        wiki.assertVerified();
    }

    private GitSync replica() {
        return GitSync.builder()
                .spaces(wiki.spaces)
                .pages(wiki.wiki)
                .repositories(repositories)
                .lock(liar)
                .build();
    }

    private void write(GitSync replica, String page, Queue<String> acknowledged) {
        GitUser user = new GitUser(replica, wiki.space);
        for (int round = 0; round < ROUNDS; round++) {
            String message = page + ", round " + round;
            user.fetch().write(page + ".md", message + "\n").commit(message);
            if (user.push() instanceof PushResult.Accepted) {
                acknowledged.add(message);
            }
        }
    }

    private void read(GitSync replica, Queue<SyncReport> failures) {
        for (int round = 0; round < 4 * ROUNDS; round++) {
            SyncReport report = replica.catchUp(wiki.space.id());
            if (!report.isCaughtUp()) {
                failures.add(report);
            }
        }
    }

    private static ListAppender<ILoggingEvent> watch() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        ((Logger) LoggerFactory.getLogger("dev.gitsync")).addAppender(log);
        return log;
    }

    private record GrantedLease(long fencingToken) implements Lease {
        @Override
        public boolean isHeld() {
            return true;
        }

        @Override
        public void close() {}
    }
}
