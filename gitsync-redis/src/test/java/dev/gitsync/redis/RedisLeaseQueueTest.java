package dev.gitsync.redis;

import dev.gitsync.lock.LeaseStorage;
import dev.gitsync.testkit.LeaseQueueContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;

final class RedisLeaseQueueTest extends LeaseQueueContract {
    private static final TestRedis REDIS = TestRedis.start();

    private final RedisLeases leases = RedisLeases.builder(REDIS.url()).build();

    @Override
    protected LeaseStorage storage() {
        return leases;
    }

    @AfterEach
    void close() {
        leases.close();
    }

    @AfterAll
    static void stop() {
        REDIS.close();
    }
}
