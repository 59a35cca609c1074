package dev.gitsync.jdbi;

import dev.gitsync.lock.LeaseStorage;
import dev.gitsync.model.Space;
import java.time.Duration;
import java.util.OptionalLong;
import org.jdbi.v3.core.Jdbi;

/**
 * Leases in PostgreSQL, for {@link dev.gitsync.lock.LeasedSpaceLock}; time is the database's. The database has the table of
 * {@code dev/gitsync/jdbi/migration/V3__leases.sql}, which a crash of it may empty. A token is one more than the last, or the time of day in microseconds
 * if that is greater: so it is also greater than those of a lock within one process that was used before, and than those
 * of a database that a backup was taken from. Safe for use by several threads.
 */
public final class JdbiLeases implements LeaseStorage {
    private final Database database;

    /** Works on the database behind {@code jdbi}; needs no plugin and changes no setting of it. */
    public JdbiLeases(Jdbi jdbi) {
        database = new Database(jdbi);
    }

    @Override
    public OptionalLong grant(Space space, String owner, Duration ttl, long above) {
        return database.write(
                "ask for the lease on space " + space.id(),
                handle -> handle.createQuery("""
                        INSERT INTO gitsync_leases AS lease (space_id, owner, token, expires_at)
                        VALUES (:space, :owner, greatest(:above + 1, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint),
                            clock_timestamp() + :millis * interval '1 millisecond')
                        ON CONFLICT (space_id) DO UPDATE SET owner = excluded.owner, expires_at = excluded.expires_at,
                            token = greatest(lease.token + 1, excluded.token)
                        WHERE lease.owner IS NULL OR lease.expires_at <= clock_timestamp()
                        RETURNING token""")
                        .bind("space", space.id().value())
                        .bind("owner", owner)
                        .bind("millis", ttl.toMillis())
                        .bind("above", above)
                        .mapTo(Long.class)
                        .findOne()
                        .map(OptionalLong::of)
                        .orElseGet(OptionalLong::empty));
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
                "give back the lease on space " + space.id(),
                handle -> handle.createUpdate("""
                        UPDATE gitsync_leases SET owner = NULL WHERE space_id = :space AND owner = :owner""")
                        .bind("space", space.id().value())
                        .bind("owner", owner)
                        .execute());
    }

    @Override
    public boolean isHeld(Space space) {
        return database.read(
                "look at the lease on space " + space.id(),
                handle -> handle.createQuery("""
                        SELECT count(*) FROM gitsync_leases
                        WHERE space_id = :space AND owner IS NOT NULL AND expires_at > clock_timestamp()""")
                                .bind("space", space.id().value())
                                .mapTo(Long.class)
                                .one()
                        > 0);
    }
}
