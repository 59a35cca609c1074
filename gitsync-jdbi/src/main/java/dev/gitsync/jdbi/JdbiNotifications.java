package dev.gitsync.jdbi;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.model.SpaceId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives the wiki's own edits from all replicas through PostgreSQL's LISTEN and NOTIFY: every edit that {@link
 * JdbiPageStore} commits sends its space id on the channel {@value #CHANNEL}. A wiki with its own page tables sends the
 * same notification with {@code SELECT pg_notify('gitsync_page_changed', <space id>)} in the transaction of the edit.
 *
 * <p>Holds one connection and one daemon thread until it is closed. When the connection breaks, it reconnects;
 * notifications sent in the meantime are lost, and the poll of {@link dev.gitsync.GitSync#start} finds those edits.
 */
public final class JdbiNotifications implements AutoCloseable {
    static final String CHANNEL = "gitsync_page_changed";

    private static final Logger LOG = LoggerFactory.getLogger(JdbiNotifications.class);
    private static final Duration WAIT = Duration.ofSeconds(1);
    /** How long the connection may be silent before it is checked. */
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Jdbi jdbi;
    private final Consumer<SpaceId> pageChanged;
    private final Thread thread;
    private volatile boolean closed;

    private JdbiNotifications(Jdbi jdbi, Consumer<SpaceId> pageChanged) {
        this.jdbi = jdbi;
        this.pageChanged = pageChanged;
        this.thread = new Thread(this::run, "gitsync-notifications");
        thread.setDaemon(true);
    }

    /**
     * Starts listening.
     *
     * @param jdbi a JDBI whose connections are those of the PostgreSQL driver, or can be unwrapped to them
     * @param pageChanged receives the space of every edit, usually {@code GitSync::pageChanged}; must return quickly
     */
    public static JdbiNotifications listen(Jdbi jdbi, Consumer<SpaceId> pageChanged) {
        JdbiNotifications notifications = new JdbiNotifications(jdbi, pageChanged);
        notifications.thread.start();
        return notifications;
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        while (!closed) {
            try (Handle handle = jdbi.open()) {
                handle.execute("LISTEN " + CHANNEL);
                pause = FIRST_PAUSE;
                receive(handle.getConnection());
            } catch (JdbiException | SQLException e) {
                if (!closed) {
                    LOG.warn(
                            "Notifications of edits are not available; reconnecting in {} ms, the poll still finds edits",
                            pause.toMillis(),
                            e);
                    sleep(pause);
                    pause = pause.multipliedBy(2);
                    pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
                }
            }
        }
    }

    private void receive(Connection connection) throws SQLException {
        PGConnection source = connection.unwrap(PGConnection.class);
        long lastSign = System.nanoTime();
        try {
            while (!closed) {
                PGNotification[] received = source.getNotifications((int) WAIT.toMillis());
                if (received != null && received.length > 0) {
                    lastSign = System.nanoTime();
                    for (PGNotification notification : received) {
                        dispatch(notification.getParameter());
                    }
                } else if (System.nanoTime() - lastSign > SILENCE.toNanos()) {
                    if (!connection.isValid((int) SILENCE.toSeconds())) {
                        throw new SQLException("The connection is dead", "08006");
                    }
                    lastSign = System.nanoTime();
                }
            }
        } finally {
            stopListening(connection);
        }
    }

    /** Stops listening, because the connection may return to a pool. */
    private static void stopListening(Connection connection) {
        try (var statement = connection.createStatement()) {
            statement.execute("UNLISTEN " + CHANNEL);
        } catch (SQLException e) {
            LOG.debug("The connection was lost", e);
        }
    }

    private void dispatch(String space) {
        try {
            pageChanged.accept(new SpaceId(space));
        } catch (InvalidInputException e) {
            LOG.debug("Ignored a notification on {} that is not a space id", CHANNEL);
        } catch (RuntimeException e) {
            LOG.warn("Space {}: the handler of an edit notification failed", space, e);
        }
    }

    private void sleep(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    /** Stops listening, and waits up to 15 seconds for the thread to end. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(SILENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
