package dev.gitsync.benchmarks.scale;

import dev.gitsync.GitSync;
import dev.gitsync.benchmarks.side.Stores;
import dev.gitsync.jdbi.JdbiLeases;
import dev.gitsync.jdbi.JdbiNotifications;
import dev.gitsync.jdbi.PostgresPool;
import dev.gitsync.lock.LeasedSpaceLock;
import dev.gitsync.settings.GitSyncSettings;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * One process of a cluster, as an operator would run it: an engine with its schedule, a pool of its own, leases in PostgreSQL, and a
 * connection that listens for edits. Several of them share this JVM.
 */
final class Replica implements AutoCloseable {
    /** The name of its connections. */
    static final String NAME = "replica";

    /** One of the connections listens for edits. */
    private static final int CONNECTIONS = 4;

    private static final Duration LEASE = Duration.ofSeconds(30);
    /** Longer than any simulation: replaced packs are not deleted while it runs. */
    private static final Duration GRACE = Duration.ofHours(6);

    private final AtomicLong statements = new AtomicLong();
    private final AtomicLong polls = new AtomicLong();
    private final PostgresPool pool;
    private final LeasedSpaceLock lock;
    private final GitSync sync;
    private final JdbiNotifications notifications;

    Replica(String jdbcUrl, Duration pollInterval) {
        pool = PostgresPool.builder(jdbcUrl)
                .name(NAME)
                .size(CONNECTIONS)
                .connectionTimeout(Duration.ofMinutes(5))
                .statementTimeout(Duration.ofMinutes(5))
                .build();
        pool.jdbi().setSqlLogger(new SqlLogger() {
            @Override
            public void logBeforeExecution(StatementContext context) {
                statements.incrementAndGet();
                if (String.valueOf(context.getRawSql()).contains("string_agg")) {
                    polls.incrementAndGet();
                }
            }
        });
        lock = new LeasedSpaceLock(new JdbiLeases(pool.jdbi()), LEASE);
        sync = Stores.of(pool.jdbi(), null, GRACE)
                .engine(lock)
                .settings(GitSyncSettings.builder()
                        .schedule(times -> times.pollInterval(pollInterval).maintenanceInterval(Duration.ZERO))
                        .build())
                .build();
        notifications = JdbiNotifications.listen(pool.jdbi(), sync::pageChanged);
    }

    void start() {
        sync.start();
    }

    long statements() {
        return statements.get();
    }

    /** Returns the number of polls that have read the version tokens of all spaces. */
    long polls() {
        return polls.get();
    }

    @Override
    public void close() {
        notifications.close();
        sync.close();
        lock.close();
        pool.close();
    }
}
