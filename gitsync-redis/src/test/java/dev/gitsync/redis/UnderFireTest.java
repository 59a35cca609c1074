package dev.gitsync.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.gitsync.GitSync;
import dev.gitsync.lock.Lease;
import dev.gitsync.lock.LeasedSpaceLock;
import dev.gitsync.lock.SpaceLock;
import dev.gitsync.model.Space;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.store.PageStore;
import dev.gitsync.testkit.InMemoryPageStore;
import dev.gitsync.tests.store.Call;
import dev.gitsync.tests.store.FaultyPageStore;
import dev.gitsync.tests.store.InMemorySpaceDirectory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/**
 * Laws 1 and 4 while leases go wrong: two replicas push to one space and poll it, somebody edits, and Redis is killed,
 * emptied, stopped or cut off. Nothing that was acknowledged is lost, nothing is there twice.
 */
@Timeout(90)
class UnderFireTest {
    private static final Duration TTL = Duration.ofMillis(600);

    private final Space space = TestRedis.newSpace();
    private final InMemoryPageStore wiki = new InMemoryPageStore();
    private final RepositoryStore repositories = new InMemoryRepositoryStore();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        ((Logger) LoggerFactory.getLogger("dev.gitsync")).addAppender(log);
    }

    @AfterEach
    void close() throws Exception {
        ((Logger) LoggerFactory.getLogger("dev.gitsync")).detachAppender(log);
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    private <T extends AutoCloseable> T open(T part) {
        opened.add(part);
        return part;
    }

    private GitSync replica(PageStore pages, SpaceLock lock) {
        return open(GitSync.builder()
                .spaces(InMemorySpaceDirectory.of(space))
                .pages(pages)
                .repositories(repositories)
                .lock(lock)
                .build());
    }

    private SpaceLock leases(int port) {
        RedisLeases leases = open(RedisLeases.builder("redis://127.0.0.1:" + port)
                .commandTimeout(Duration.ofMillis(150))
                .build());
        return open(new LeasedSpaceLock(leases, TTL));
    }

    private Crowd crowd(int port) {
        return new Crowd(space, wiki, replica(wiki, leases(port)), replica(wiki, leases(port)));
    }

    @Test
    void redisIsKilledAndRestartsEmpty() throws Exception {
        TestRedis redis = open(TestRedis.start());
        Crowd crowd = crowd(redis.port());
        crowd.work(() -> {
            redis.stop();
            crowd.worksOnFor(TTL.multipliedBy(3));
            redis.startEmpty();
        });
    }

    @Test
    void redisLosesItsDataRepeatedly() throws Exception {
        TestRedis redis = open(TestRedis.start());
        Crowd crowd = crowd(redis.port());
        crowd.work(() -> {
            for (int i = 0; i < 20; i++) {
                redis.use(commands -> commands.flushall());
                crowd.untilMoreAreTaken(1);
            }
        });
    }

    @Test
    void redisStallsForThreeLeaseDurations() throws Exception {
        TestRedis redis = open(TestRedis.start());
        Crowd crowd = crowd(redis.port());
        crowd.work(() -> {
            redis.signal("STOP");
            try {
                crowd.worksOnFor(TTL.multipliedBy(3));
            } finally {
                redis.signal("CONT");
            }
        });
    }

    @Test
    void theNetworkIsCutAndMended() throws Exception {
        TestRedis redis = open(TestRedis.start());
        CutProxy network = open(CutProxy.to(redis.port()));
        Crowd crowd = crowd(network.port());
        crowd.work(() -> {
            for (int i = 0; i < 3; i++) {
                network.cut();
                crowd.worksOnFor(TTL);
                network.mend();
                crowd.untilMoreAreTaken(1);
            }
        });
    }

    /** From outside a process that stands still is one whose work stops amid a write and whose lease nobody renews. */
    @Test
    void processStoppedBeyondItsLeaseWritesAfterwards() throws Exception {
        TestRedis redis = open(TestRedis.start());
        CutProxy ofTheStale = open(CutProxy.to(redis.port()));
        FaultyPageStore pausing = new FaultyPageStore(wiki);
        GitSync stale = replica(pausing, leases(ofTheStale.port()));
        GitSync other = replica(wiki, leases(redis.port()));
        Crowd crowd = new Crowd(space, wiki, stale, other);
        crowd.work(() -> {
            pausing.before(Call.APPLY, 1, () -> {
                ofTheStale.cut();
                // The first may have been taken before the stale one had its lease.
                crowd.untilMoreAreTakenBy(other, 2);
                ofTheStale.mend();
            });
            await().atMost(Duration.ofSeconds(60)).until(this::staleRequestWasRejected);
        });
        assertThat(staleRequestWasRejected())
                .as("the stale writer's attempt is in the log")
                .isTrue();
    }

    private boolean staleRequestWasRejected() {
        return log.list.stream().anyMatch(event -> event.getFormattedMessage().contains("was rejected"));
    }

    /** Law 4: the lease only saves work. */
    @Test
    void lockThatAlwaysGrantsLosesAndDuplicatesNothing() throws Exception {
        AtomicLong tokens = new AtomicLong();
        SpaceLock yes = (where, patience) -> new SpaceLock.Attempt.Acquired(new Lease() {
            private final long token = tokens.incrementAndGet();

            @Override
            public long fencingToken() {
                return token;
            }

            @Override
            public boolean isHeld() {
                return true;
            }

            @Override
            public void close() {}
        });
        Crowd crowd = new Crowd(space, wiki, replica(wiki, yes), replica(wiki, yes));
        crowd.work(() -> crowd.untilMoreAreTaken(20));
    }
}
