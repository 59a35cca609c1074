package dev.gitsync.jdbi;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.jspecify.annotations.Nullable;

/**
 * Connections to a real PostgreSQL that break at the statement that a test names: before it reaches the server, or after
 * the server has carried it out and before anybody hears of it. A commit counts as a statement. Not safe for use by several
 * threads.
 */
final class CutConnections implements ConnectionFactory {
    private static final Set<String> STATEMENTS =
            Set.of("execute", "executeQuery", "executeUpdate", "executeBatch", "executeLargeUpdate");

    private final DataSource delegate;
    private int left = Integer.MAX_VALUE;
    private boolean afterwards;
    private boolean amidCommit;
    private @Nullable Consumer<Connection> commitTrouble;
    private boolean lost;
    /** Connections that say nothing any more, and stay open. */
    private final Set<Connection> silent = ConcurrentHashMap.newKeySet();

    CutConnections(DataSource delegate) {
        this.delegate = delegate;
    }

    /** Breaks the connection of the {@code nth} statement from now on, 1 for the next. */
    void cut(int nth, boolean afterIt) {
        left = nth;
        afterwards = afterIt;
    }

    /** Breaks the connection of the next commit while the server is at it, which must take a second at least. */
    void cutAmidCommit() {
        amidCommit = true;
    }

    /**
     * Breaks the connection of the next commit, if there is one, after {@code trouble} was done with it.
     *
     * @param afterIt whether the server has carried the commit out by then, or has never heard of it
     */
    void cutCommit(boolean afterIt, Consumer<Connection> trouble) {
        afterwards = afterIt;
        commitTrouble = trouble;
    }

    /** The next commit goes on, or never begins, and its connection is lost without a word: it stays open and idle. */
    void loseCommit(boolean afterIt) {
        lost = true;
        cutCommit(afterIt, connection -> {});
    }

    /** Whether the break has not happened yet; there will be none then. */
    boolean wasNotReached() {
        boolean isWaiting = left > 0;
        left = Integer.MAX_VALUE;
        return isWaiting;
    }

    @Override
    public Connection openConnection() throws SQLException {
        Connection connection = delegate.getConnection();
        return proxy(Connection.class, (self, method, arguments) -> {
            if (silent.contains(connection)) {
                throw new SQLException("Read timed out", "08006");
            }
            if (method.getName().equals("commit")) {
                return guarded(connection, true, () -> call(method, connection, arguments));
            }
            Object result = call(method, connection, arguments);
            if (result instanceof PreparedStatement statement) {
                return proxy(PreparedStatement.class, statements(connection, statement));
            }
            return result instanceof Statement statement
                    ? proxy(Statement.class, statements(connection, statement))
                    : result;
        });
    }

    private InvocationHandler statements(Connection connection, Statement statement) {
        return (self, method, arguments) -> STATEMENTS.contains(method.getName())
                ? guarded(connection, false, () -> call(method, statement, arguments))
                : call(method, statement, arguments);
    }

    private Object guarded(Connection connection, boolean isCommit, Work work) throws Throwable {
        left--;
        Consumer<Connection> trouble = isCommit ? commitTrouble : null;
        if (trouble != null) {
            commitTrouble = null;
            if (afterwards) {
                work.run();
            }
            trouble.accept(connection);
        } else if (amidCommit && isCommit) {
            amidCommit = false;
            Thread committing = new Thread(() -> {
                try {
                    work.run();
                } catch (Throwable e) {
                    // The connection breaks under it, which is the point.
                }
            });
            committing.start();
            committing.join(300);
        } else if (left != 0) {
            return work.run();
        }
        if (left == 0 && afterwards) {
            work.run();
        }
        if (lost) {
            lost = false;
            silent.add(connection);
            throw new SQLException("Read timed out", "08006");
        }
        // Without a word to the server, as when a cable is pulled; a transaction that is not committed never will be.
        connection.abort(Runnable::run);
        throw new SQLException("An I/O error occurred while sending to the backend.", "08006");
    }

    private interface Work {
        Object run() throws Throwable;
    }

    private static Object call(Method method, Object target, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(CutConnections.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
