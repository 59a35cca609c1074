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
 * Tests laws 1 and 4 while leases fail: two replicas push to one space and poll it, a user edits, and Redis is killed,
 * emptied, stopped or cut off. Every acknowledged change is in the wiki exactly once.
 */
@Timeout(90)
class LeaseFailuresTest {
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

    private ConcurrentClients clients(int port) {
        return new ConcurrentClients(space, wiki, replica(wiki, leases(port)), replica(wiki, leases(port)));
    }

    @Test
    void keepsEveryChangeOnceWhenRedisIsKilledAndRestartsEmpty() throws Exception {
        TestRedis redis = open(TestRedis.start());
        ConcurrentClients clients = clients(redis.port());
        clients.work(() -> {
            redis.stop();
            clients.keepWorking(TTL.multipliedBy(3));
            redis.startEmpty();
        });
    }

    @Test
    void keepsEveryChangeOnceWhenRedisLosesItsDataRepeatedly() throws Exception {
        TestRedis redis = open(TestRedis.start());
        ConcurrentClients clients = clients(redis.port());
        clients.work(() -> {
            for (int i = 0; i < 20; i++) {
                redis.use(commands -> commands.flushall());
                clients.awaitPushes(1);
            }
        });
    }

    @Test
    void keepsEveryChangeOnceWhenRedisStallsForThreeLeaseDurations() throws Exception {
        TestRedis redis = open(TestRedis.start());
        ConcurrentClients clients = clients(redis.port());
        clients.work(() -> {
            redis.signal("STOP");
            try {
                clients.keepWorking(TTL.multipliedBy(3));
            } finally {
                redis.signal("CONT");
            }
        });
    }

    @Test
    void keepsEveryChangeOnceWhenTheNetworkIsCutAndRestored() throws Exception {
        TestRedis redis = open(TestRedis.start());
        CutProxy network = open(CutProxy.to(redis.port()));
        ConcurrentClients clients = clients(network.port());
        clients.work(() -> {
            for (int i = 0; i < 3; i++) {
                network.cut();
                clients.keepWorking(TTL);
                network.reopen();
                clients.awaitPushes(1);
            }
        });
    }

    /**
     * A stopped process does not go on with a write, and does not renew its lease. A cut connection and a paused store
     * look the same to the others.
     */
    @Test
    void rejectsTheWriteOfAProcessStoppedBeyondItsLease() throws Exception {
        TestRedis redis = open(TestRedis.start());
        CutProxy staleNetwork = open(CutProxy.to(redis.port()));
        FaultyPageStore pausing = new FaultyPageStore(wiki);
        GitSync stale = replica(pausing, leases(staleNetwork.port()));
        GitSync other = replica(wiki, leases(redis.port()));
        ConcurrentClients clients = new ConcurrentClients(space, wiki, stale, other);
        clients.work(() -> {
            pausing.before(Call.APPLY, 1, () -> {
                staleNetwork.cut();
                // The stale process may have got its lease after the first of these pushes.
                clients.awaitPushesTo(other, 2);
                staleNetwork.reopen();
            });
            await().atMost(Duration.ofSeconds(60)).until(this::staleRequestWasRejected);
        });
        assertThat(staleRequestWasRejected())
                .as("the log names the rejected write of the stale process")
                .isTrue();
    }

    private boolean staleRequestWasRejected() {
        return log.list.stream().anyMatch(event -> event.getFormattedMessage().contains("was rejected"));
    }

    /** Law 4: the lease only saves work. */
    @Test
    void keepsEveryChangeOnceWithALockThatAlwaysGrants() throws Exception {
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
        ConcurrentClients clients = new ConcurrentClients(space, wiki, replica(wiki, yes), replica(wiki, yes));
        clients.work(() -> clients.awaitPushes(20));
    }
}
