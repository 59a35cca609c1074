package dev.gitsync.jdbi.internal.sql;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that only shows that this process is alive: PostgreSQL ends its session when the process dies. When the
 * connection breaks, it is reopened; until then leases have no session. Safe for use by several threads.
 */
public final class LeaseSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseSession.class);
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Jdbi jdbi;
    private final Thread thread = new Thread(this::run, "gitsync-lease-session");
    private volatile @Nullable Id id;
    private volatile boolean isClosed;

    private LeaseSession(Jdbi jdbi) {
        this.jdbi = jdbi;
        thread.setDaemon(true);
    }

    /**
     * A session of PostgreSQL.
     *
     * @param start when it began, in microseconds since 1970
     */
    public record Id(int pid, long start) {}

    public static LeaseSession open(Jdbi jdbi) {
        LeaseSession session = new LeaseSession(jdbi);
        session.thread.start();
        return session;
    }

    /** Returns the current session, if there is one, without waiting. */
    public Optional<Id> id() {
        return Optional.ofNullable(id);
    }

    private void run() {
        while (!isClosed) {
            try (Handle handle = jdbi.open()) {
                id = identify(handle);
                while (!isClosed && handle.getConnection().isValid((int) LOOK.toSeconds())) {
                    pause();
                }
            } catch (JdbiException | SQLException e) {
                LOG.debug("No session for leases; retrying in {}", LOOK, e);
                pause();
            } finally {
                id = null;
            }
        }
    }

    private static Id identify(Handle handle) {
        return handle.createQuery("""
                        SELECT pid, (extract(epoch FROM backend_start) * 1000000)::bigint
                        FROM pg_stat_get_activity(pg_backend_pid())""")
                .map((row, ctx) -> new Id(row.getInt(1), row.getLong(2)))
                .one();
    }

    private void pause() {
        try {
            Thread.sleep(LOOK.toMillis());
        } catch (InterruptedException e) {
            isClosed = true;
        }
    }

    /** Releases the connection; further calls have no effect. */
    @Override
    public void close() {
        isClosed = true;
        thread.interrupt();
        try {
            thread.join(LOOK.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
