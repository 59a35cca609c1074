package dev.gitsync.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.error.StoreException;
import dev.gitsync.lock.Lease;
import dev.gitsync.lock.LeasedSpaceLock;
import dev.gitsync.lock.SpaceLock;
import dev.gitsync.model.Space;
import dev.gitsync.testkit.SpaceLockContract;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Promises B1 to B6 with a real Redis. */
final class RedisLeasesTest extends SpaceLockContract {
    private static final TestRedis REDIS = TestRedis.start();
    private static final Duration TTL = Duration.ofSeconds(30);

    private final RedisLeases leases = RedisLeases.builder(REDIS.url()).build();
    private final LeasedSpaceLock lock = new LeasedSpaceLock(leases, TTL);
    private final Space space = newSpace();

    @Override
    protected SpaceLock lock() {
        return lock;
    }

    @AfterEach
    void close() {
        lock.close();
        leases.close();
        leases.close();
    }

    @AfterAll
    static void stop() {
        REDIS.close();
    }

    @Test
    void storesTheOwnerUnderTheOriginalKeyUntilTheLeaseExpires() {
        leases.grant(space, "me", TTL, 0);
        REDIS.use(redis -> {
            assertThat(redis.get("git-sync:lock:" + space.id())).isEqualTo("me");
            assertThat(redis.pttl("git-sync:lock:" + space.id())).isBetween(TTL.toMillis() - 5000, TTL.toMillis());
        });
    }

    @Test
    void usesTheGivenKeyPrefix() {
        try (RedisLeases own =
                RedisLeases.builder(REDIS.url()).keyPrefix("wiki:").build()) {
            own.grant(space, "me", TTL, 0);
            REDIS.use(redis -> assertThat(redis.get("wiki:" + space.id())).isEqualTo("me"));
        }
    }

    @Test
    void letsOnlyTheOwnerRenewAndRelease() {
        assertThat(leases.isHeld(space)).isFalse();
        leases.grant(space, "me", TTL, 0);
        assertThat(leases.isHeld(space)).isTrue();

        assertThat(leases.renew(space, "another process", TTL)).isFalse();
        leases.release(space, "another process");
        assertThat(leases.grant(space, "another process", TTL, 0)).isEmpty();

        assertThat(leases.renew(space, "me", TTL)).isTrue();
        leases.release(space, "me");
        assertThat(leases.grant(space, "another process", TTL, 0)).isPresent();
    }

    @Test
    void grantsAnExpiredLeaseToAnotherOwner() {
        long first = leases.grant(space, "me", Duration.ofMillis(100), 0).orElseThrow();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> leases.grant(space, "another process", TTL, 0).isPresent());
        assertThat(leases.renew(space, "me", TTL)).isFalse();
        leases.release(space, "another process");
        assertThat(leases.grant(space, "third", TTL, 0).orElseThrow()).isGreaterThan(first);
    }

    @Test
    void issuesHigherTokensAfterRedisLostItsData() {
        long before = leases.grant(space, "me", TTL, 0).orElseThrow();
        REDIS.use(redis -> redis.flushall());
        long after = leases.grant(space, "another process", TTL, 0).orElseThrow();
        assertThat(after).isGreaterThan(before);

        REDIS.use(redis -> redis.flushall());
        long far = before + 1_000_000_000_000L;
        assertThat(leases.grant(space, "third", TTL, far)).hasValue(far + 1);
        leases.release(space, "third");
        assertThat(leases.grant(space, "fourth", TTL, 0)).hasValue(far + 2);
    }

    @Test
    void loadsScriptsAgainAfterRedisLostThem() {
        leases.grant(space, "me", TTL, 0);
        REDIS.use(redis -> redis.scriptFlush());
        assertThat(leases.renew(space, "me", TTL)).isTrue();
    }

    @Test
    void neverGrantsALeaseToTwoProcesses() throws Exception {
        try (RedisLeases otherLeases = RedisLeases.builder(REDIS.url()).build();
                LeasedSpaceLock other = new LeasedSpaceLock(otherLeases, TTL)) {
            try (Lease held = ((SpaceLock.Attempt.Acquired) lock.acquire(space, Duration.ZERO)).lease()) {
                assertThat(other.acquire(space, Duration.ZERO))
                        .isEqualTo(new SpaceLock.Attempt.Busy(SpaceLock.Attempt.Holder.OTHER_PROCESS));
                assertThat(lock.acquire(space, Duration.ZERO))
                        .isEqualTo(new SpaceLock.Attempt.Busy(SpaceLock.Attempt.Holder.THIS_PROCESS));
                assertThat(held.isHeld()).isTrue();
            }
            assertThat(other.acquire(space, Duration.ZERO)).isInstanceOf(SpaceLock.Attempt.Acquired.class);
        }
    }

    @Test
    void namesTheServerIfRedisIsUnreachableAndReconnects() {
        try (TestRedis own = TestRedis.start();
                RedisLeases away = RedisLeases.builder(own.url())
                        .commandTimeout(Duration.ofMillis(500))
                        .build()) {
            assertThat(away.grant(space, "me", TTL, 0)).isPresent();
            own.stop();
            long begin = System.nanoTime();
            assertThatThrownBy(() -> away.renew(space, "me", TTL))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("renew the lease on space " + space.id())
                    .hasMessageContaining("127.0.0.1:" + own.port());
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
            own.startEmpty();
            await().atMost(Duration.ofSeconds(20))
                    .ignoreExceptions()
                    .until(() -> away.grant(space, "me", TTL, 0).isPresent());
        }
    }

    @Test
    void namesTheServerAtTheFirstUseIfRedisIsMissing() {
        try (RedisLeases nowhere = RedisLeases.builder("redis://127.0.0.1:1")
                .commandTimeout(Duration.ofMillis(500))
                .build()) {
            assertThatThrownBy(() -> nowhere.grant(space, "me", TTL, 0))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("127.0.0.1:1");
        }
    }

    /** The user has only the permissions that docs/operations.md names. */
    @Test
    void logsInAsAUserAndKeepsThePasswordOutOfMessages() {
        try (TestRedis own = TestRedis.start(
                        "user wiki on >secret ~git-sync:* ~{git-sync:* -@all +eval +evalsha +set +get +incr +del +pexpire +time"
                                + " +zadd +zrem +zrange +zrangebyscore");
                RedisLeases allowed = RedisLeases.builder("redis://wiki:secret@127.0.0.1:" + own.port())
                        .build();
                RedisLeases wrong = RedisLeases.builder("redis://wiki:wrongpass@127.0.0.1:" + own.port())
                        .build();
                RedisLeases elsewhere = RedisLeases.builder("redis://wiki:secret@127.0.0.1:" + own.port())
                        .keyPrefix("other:")
                        .build()) {
            assertThat(allowed.grant(space, "me", TTL, 0)).isPresent();
            assertThat(allowed.renew(space, "me", TTL)).isTrue();
            assertThat(allowed.isHeld(space)).isTrue();
            allowed.enqueue(space, "next", TTL);
            allowed.release(space, "me");
            assertThat(allowed.isHeld(space)).isFalse();
            // On a busy machine Lettuce may see the closed connection before it reads the reason.
            await().untilAsserted(() -> assertThatThrownBy(() -> wrong.grant(space, "me", TTL, 0))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("WRONGPASS")
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("wrongpass")));
            assertThatThrownBy(() -> elsewhere.grant(space, "me", TTL, 0))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("permission");
        }
    }

    @Test
    void refusesInvalidSettings() {
        assertThatThrownBy(() -> RedisLeases.builder("http://user:secret@redis").build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("redis://")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
        assertThatThrownBy(
                        () -> RedisLeases.builder(REDIS.url()).keyPrefix("{a}").build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("keyPrefix");
        assertThatThrownBy(() -> RedisLeases.builder(REDIS.url())
                        .commandTimeout(Duration.ZERO)
                        .build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("commandTimeout");
    }
}
