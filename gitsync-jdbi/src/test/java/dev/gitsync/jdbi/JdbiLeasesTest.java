package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitsync.lock.LeasedSpaceLock;
import dev.gitsync.lock.SpaceLock;
import dev.gitsync.model.Space;
import dev.gitsync.testkit.SpaceLockContract;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class JdbiLeasesTest extends SpaceLockContract {
    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static final Duration TTL = Duration.ofSeconds(20);

    private final JdbiLeases leases = new JdbiLeases(DATABASE.jdbi());
    private final LeasedSpaceLock lock = new LeasedSpaceLock(leases, TTL);

    @Override
    protected SpaceLock lock() {
        return lock;
    }

    @AfterEach
    void endThreads() {
        lock.close();
    }

    @Test
    void reportsASecondProcess() throws Exception {
        Space space = newSpace();
        try (LeasedSpaceLock other = new LeasedSpaceLock(new JdbiLeases(DATABASE.jdbi()), TTL)) {
            var mine = (SpaceLock.Attempt.Acquired) lock.acquire(space, Duration.ZERO);
            assertThat(lock.acquire(space, Duration.ZERO))
                    .isEqualTo(new SpaceLock.Attempt.Busy(SpaceLock.Attempt.Holder.THIS_PROCESS));
            assertThat(other.acquire(space, Duration.ZERO))
                    .isEqualTo(new SpaceLock.Attempt.Busy(SpaceLock.Attempt.Holder.OTHER_PROCESS));
            assertThat(lock.holder(space)).hasValue(SpaceLock.Attempt.Holder.THIS_PROCESS);
            assertThat(other.holder(space)).hasValue(SpaceLock.Attempt.Holder.OTHER_PROCESS);
            expire(space);
            assertThat(other.holder(space)).isEmpty();
            mine.lease().close();
            assertThat(other.acquire(space, Duration.ZERO)).isInstanceOf(SpaceLock.Attempt.Acquired.class);
        }
    }

    @Test
    void grantsAnExpiredLeaseWithAHigherTokenAndIgnoresItsFirstOwner() {
        Space space = newSpace();
        long first = leases.grant(space, "first", TTL, 0).orElseThrow();
        assertThat(leases.renew(space, "first", TTL)).isTrue();
        assertThat(leases.grant(space, "second", TTL, 0)).isEqualTo(OptionalLong.empty());
        expire(space);

        assertThat(leases.renew(space, "first", TTL)).isFalse();
        assertThat(leases.grant(space, "second", TTL, 0).orElseThrow()).isGreaterThan(first);
        leases.release(space, "first");
        assertThat(leases.grant(space, "third", TTL, 0)).isEqualTo(OptionalLong.empty());
        assertThat(leases.renew(space, "second", TTL)).isTrue();
    }

    @Test
    void issuesTokensAboveThoseOfAnInProcessLockAndTheClock() {
        Space space = newSpace();
        long first = leases.grant(space, "first", TTL, 0).orElseThrow();
        assertThat(first).isGreaterThan(1_700_000_000_000_000L);
        DATABASE.jdbi()
                .useHandle(handle -> handle.execute(
                        "UPDATE gitsync_leases SET owner = NULL, token = token * 2 WHERE space_id = ?",
                        space.id().value()));
        assertThat(leases.grant(space, "second", TTL, 0).orElseThrow()).isEqualTo(2 * first + 1);
    }

    /** A crash of the database leaves the table empty, as in {@code V6__lease_durability.sql}. */
    @Test
    void issuesAHigherTokenAfterTheDatabaseCrashed() {
        Space space = newSpace();
        long first = leases.grant(space, "first", TTL, 0).orElseThrow();
        String persistence = DATABASE.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT relpersistence::text FROM pg_class WHERE oid = 'gitsync_leases'::regclass")
                        .mapTo(String.class)
                        .one());
        assertThat(persistence)
                .as("persistence of the table of leases, u for unlogged")
                .isEqualTo("u");
        DATABASE.jdbi().useHandle(handle -> handle.execute("TRUNCATE gitsync_leases"));

        long second = leases.grant(space, "second", TTL, 0).orElseThrow();

        assertThat(second).isGreaterThan(first);
        assertThat(leases.renew(space, "first", TTL)).isFalse();
        leases.release(space, "first");
        assertThat(leases.isHeld(space)).isTrue();
    }

    /** Faults C3: the session of a killed process ends with the process. */
    @Test
    void grantsTheLeaseOfAnEndedSessionAtOnce() {
        Space space = newSpace();
        PostgresPool dying = DATABASE.pool();
        try (JdbiLeases its = JdbiLeases.ofSession(dying.jdbi());
                JdbiLeases others = JdbiLeases.ofSession(DATABASE.jdbi())) {
            await().until(() -> grantedToSession(its, space, "dying"));
            assertThat(others.grant(space, "other", TTL, 0))
                    .as("grant while the session of the owner lives")
                    .isEmpty();
            assertThat(leases.grant(space, "one that knows of no sessions", TTL, 0))
                    .isEmpty();
            assertThat(others.isHeld(space)).isTrue();

            dying.close();

            await().untilAsserted(() -> assertThat(others.isHeld(space)).isFalse());
            assertThat(others.grant(space, "other", TTL, 0)).isPresent();
            assertThat(leases.grant(space, "one that knows of no sessions", TTL, 0))
                    .isEmpty();
        }
    }

    @Test
    void keepsALeaseWithoutASessionWhenAnotherSessionEnds() {
        Space space = newSpace();
        PostgresPool dying = DATABASE.pool();
        try (JdbiLeases its = JdbiLeases.ofSession(dying.jdbi());
                JdbiLeases others = JdbiLeases.ofSession(DATABASE.jdbi())) {
            await().until(() -> grantedToSession(its, space, "dying"));
            its.release(space, "dying");
            dying.close();
            leases.grant(space, "one that knows of no sessions", TTL, 0);

            assertThat(others.grant(space, "other", TTL, 0)).isEmpty();
        }
    }

    /**
     * Grants a lease and returns whether it has a session. The session begins in its own thread, so the first lease
     * may have none.
     */
    private static boolean grantedToSession(JdbiLeases leases, Space space, String owner) {
        leases.release(space, owner);
        assertThat(leases.grant(space, owner, TTL, 0)).isPresent();
        return DATABASE.number(
                        "SELECT count(*) FROM gitsync_leases WHERE space_id = :space AND session_owner = owner", space)
                == 1;
    }

    private static void expire(Space space) {
        DATABASE.jdbi()
                .useHandle(handle -> handle.execute(
                        "UPDATE gitsync_leases SET expires_at = clock_timestamp() WHERE space_id = ?",
                        space.id().value()));
    }

    @Test
    void issuesTokensAboveThoseThatTheCallerHasSeen() {
        Space space = DATABASE.newSpace();
        JdbiLeases leases = new JdbiLeases(DATABASE.jdbi());
        long far = leases.grant(space, "me", Duration.ofSeconds(30), 0).orElseThrow() + 1_000_000_000_000L;
        leases.release(space, "me");
        assertThat(leases.grant(space, "another process", Duration.ofSeconds(30), far))
                .hasValue(far + 1);
        leases.release(space, "another process");
        assertThat(leases.grant(space, "third", Duration.ofSeconds(30), 0)).hasValue(far + 2);
    }
}
