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
 * Connections to a real PostgreSQL that break at a statement that the test chooses: before it reaches the server, or
 * after the server has executed it and before the client reads the answer. A commit counts as a statement. Not
 * thread-safe.
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
    /** Connections that no longer answer and stay open. */
    private final Set<Connection> silent = ConcurrentHashMap.newKeySet();

    CutConnections(DataSource delegate) {
        this.delegate = delegate;
    }

    /** Breaks the connection at the {@code nth} statement from now on, 1 for the next. */
    void cut(int nth, boolean afterIt) {
        left = nth;
        afterwards = afterIt;
    }

    /** Breaks the connection while the server executes the next commit, which must take at least a second. */
    void cutAmidCommit() {
        amidCommit = true;
    }

    /**
     * Runs {@code trouble} at the next commit, if there is one, and then breaks the connection.
     *
     * @param afterIt true if the server executes the commit first, false if it never receives it
     */
    void cutCommit(boolean afterIt, Consumer<Connection> trouble) {
        afterwards = afterIt;
        commitTrouble = trouble;
    }

    /**
     * Loses the connection of the next commit silently: it stays open and idle. With {@code afterIt}, the server
     * executes the commit.
     */
    void loseCommit(boolean afterIt) {
        lost = true;
        cutCommit(afterIt, connection -> {});
    }

    /** Returns whether the chosen statement was not reached, and cancels the break. */
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
                    // The connection breaks here on purpose.
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
        // Sends nothing to the server, as when a cable is pulled. An uncommitted transaction is rolled back.
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
