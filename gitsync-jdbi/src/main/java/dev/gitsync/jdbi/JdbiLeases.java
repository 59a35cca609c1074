package dev.gitsync.jdbi;

import dev.gitsync.jdbi.internal.sql.Database;
import dev.gitsync.jdbi.internal.sql.LeaseSession;
import dev.gitsync.lock.LeaseStorage;
import dev.gitsync.model.Space;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Lease storage in PostgreSQL for {@link dev.gitsync.lock.LeasedSpaceLock}, timed by the clock of the database. The
 * scripts in {@code dev/gitsync/jdbi/migration/leases} create its tables, which a crash of the database may empty. A
 * fencing token is one more than the last one, or the current time in microseconds if that is greater. It is therefore
 * also greater than the tokens of an in-process lock that was used before, and than the tokens of the database that a
 * restored backup was taken from. Safe for use by several threads.
 *
 * <p>A lease {@linkplain #ofSession of a session} is free as soon as the process that holds it dies, even before the
 * lease expires.
 */
public final class JdbiLeases implements LeaseStorage, AutoCloseable {
    /**
     * The process that holds the lease is known to be dead: the session that it recorded no longer exists. PostgreSQL
     * hides the start time of sessions of another role.
     */
    private static final String IS_DEAD = """
            (lease.session_owner = lease.owner AND NOT EXISTS (
                SELECT FROM pg_stat_get_activity(lease.session_pid) AS session
                WHERE session.backend_start IS NULL
                    OR (extract(epoch FROM session.backend_start) * 1000000)::bigint = lease.session_start))""";

    private static final String TOKEN =
            "greatest(:above + 1, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint)";

    private static final String IS_FIRST = """
            NOT EXISTS (SELECT FROM gitsync_lease_queue AS other
                WHERE other.space_id = :space AND other.owner <> :owner AND other.kept_until > clock_timestamp()
                    AND other.since < coalesce(
                        (SELECT own.since FROM gitsync_lease_queue AS own
                            WHERE own.space_id = :space AND own.owner = :owner),
                        'infinity'))""";

    /** Granting a lease removes its owner, and every lapsed entry, from the queue. */
    private static final String LEAVING_THE_QUEUE = """
            WITH granted AS (%s),
            waited AS (DELETE FROM gitsync_lease_queue
                WHERE space_id = :space AND (owner = :owner OR kept_until <= clock_timestamp())
                    AND EXISTS (SELECT FROM granted))
            SELECT token FROM granted""";

    private static final String GRANT = LEAVING_THE_QUEUE.formatted("""
            INSERT INTO gitsync_leases AS lease (space_id, owner, token, expires_at)
            VALUES (:space, :owner, %s, clock_timestamp() + :millis * interval '1 millisecond')
            ON CONFLICT (space_id) DO UPDATE SET owner = excluded.owner, expires_at = excluded.expires_at,
                token = greatest(lease.token + 1, excluded.token)
            WHERE (lease.owner IS NULL OR lease.expires_at <= clock_timestamp()) AND %s
            RETURNING token""".formatted(TOKEN, IS_FIRST));

    /** Does not record a session that has just broken: other processes would treat the lease as that of a dead process. */
    private static final String GRANT_TO_SESSION = LEAVING_THE_QUEUE.formatted("""
            INSERT INTO gitsync_leases AS lease
                (space_id, owner, token, expires_at, session_owner, session_pid, session_start)
            VALUES (:space, :owner, %s, clock_timestamp() + :millis * interval '1 millisecond',
                (SELECT :owner FROM pg_stat_get_activity(:pid) AS own
                    WHERE (extract(epoch FROM own.backend_start) * 1000000)::bigint = :start), :pid, :start)
            ON CONFLICT (space_id) DO UPDATE SET owner = excluded.owner, expires_at = excluded.expires_at,
                token = greatest(lease.token + 1, excluded.token), session_owner = excluded.session_owner,
                session_pid = excluded.session_pid, session_start = excluded.session_start
            WHERE (lease.owner IS NULL OR lease.expires_at <= clock_timestamp() OR %s) AND %s
            RETURNING token""".formatted(TOKEN, IS_DEAD, IS_FIRST));

    private final Database database;
    private final @Nullable LeaseSession session;

    /**
     * Creates an instance that uses the database behind {@code jdbi}; requires no JDBI plugin and changes no JDBI
     * setting.
     */
    public JdbiLeases(Jdbi jdbi) {
        this(jdbi, null);
    }

    private JdbiLeases(Jdbi jdbi, @Nullable LeaseSession session) {
        this.database = new Database(jdbi);
        this.session = session;
    }

    /**
     * Creates lease storage whose leases other processes can take over at once when this process is killed. It holds
     * one connection of {@code jdbi}, opened from another thread, until it is closed, so a pool needs at least two
     * connections. While that connection is broken, leases last until they expire. A suspended process is not dead.
     * Connect directly to PostgreSQL: behind a connection pooler the session outlives the process, and a lease lasts
     * until it expires. The database must have the columns of {@code V8__lease_sessions.sql}.
     */
    public static JdbiLeases ofSession(Jdbi jdbi) {
        return new JdbiLeases(jdbi, LeaseSession.open(jdbi));
    }

    @Override
    public OptionalLong grant(Space space, String owner, Duration ttl, long above) {
        Optional<LeaseSession.Id> known = session == null ? Optional.empty() : session.id();
        return database.write("acquire the lease on space " + space.id(), handle -> {
            Query grant = handle.createQuery(session == null ? GRANT : GRANT_TO_SESSION)
                    .bind("space", space.id().value())
                    .bind("owner", owner)
                    .bind("millis", ttl.toMillis())
                    .bind("above", above);
            if (session != null) {
                grant.bind("pid", known.map(LeaseSession.Id::pid).orElse(0))
                        .bind("start", known.map(LeaseSession.Id::start).orElse(0L));
            }
            return grant.mapTo(Long.class).findOne().map(OptionalLong::of).orElseGet(OptionalLong::empty);
        });
    }

    @Override
    public void enqueue(Space space, String owner, Duration period) {
        database.write(
                "wait for the lease on space " + space.id(),
                handle -> handle.createUpdate("""
                                INSERT INTO gitsync_lease_queue (space_id, owner, since, kept_until)
                                VALUES (:space, :owner, clock_timestamp(),
                                    clock_timestamp() + :millis * interval '1 millisecond')
                                ON CONFLICT (space_id, owner) DO UPDATE SET kept_until = excluded.kept_until""")
                        .bind("space", space.id().value())
                        .bind("owner", owner)
                        .bind("millis", period.toMillis())
                        .execute());
    }

    @Override
    public boolean renew(Space space, String owner, Duration ttl) {
        return database.write(
                "renew the lease on space " + space.id(),
                handle -> handle.createUpdate("""
                                UPDATE gitsync_leases
                                SET expires_at = clock_timestamp() + :millis * interval '1 millisecond'
                                WHERE space_id = :space AND owner = :owner AND expires_at > clock_timestamp()""")
                                .bind("space", space.id().value())
                                .bind("owner", owner)
                                .bind("millis", ttl.toMillis())
                                .execute()
                        == 1);
    }

    @Override
    public void release(Space space, String owner) {
        database.write(
                "release the lease on space " + space.id(),
                handle -> handle.createUpdate("""
                        WITH waited AS (
                            DELETE FROM gitsync_lease_queue WHERE space_id = :space AND owner = :owner)
                        UPDATE gitsync_leases SET owner = NULL WHERE space_id = :space AND owner = :owner""")
                        .bind("space", space.id().value())
                        .bind("owner", owner)
                        .execute());
    }

    @Override
    public boolean isHeld(Space space) {
        return database.read(
                "read the lease on space " + space.id(),
                handle -> handle.createQuery("""
                        SELECT count(*) FROM gitsync_leases AS lease
                        WHERE space_id = :space AND owner IS NOT NULL AND expires_at > clock_timestamp()""" + (session == null ? "" : " AND NOT coalesce(" + IS_DEAD + ", false)"))
                                .bind("space", space.id().value())
                                .mapTo(Long.class)
                                .one()
                        > 0);
    }

    /** Releases the connection of the session, if there is one; further calls have no effect. */
    @Override
    public void close() {
        if (session != null) {
            session.close();
        }
    }
}
