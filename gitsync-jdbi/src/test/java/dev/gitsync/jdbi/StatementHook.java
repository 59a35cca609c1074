package dev.gitsync.jdbi;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Runs an action once, in the thread of a statement, after the server has executed it and before its transaction continues. */
final class StatementHook implements SqlLogger {
    private final AtomicReference<@Nullable Hook> hook = new AtomicReference<>();

    private record Hook(Predicate<String> statement, Runnable action) {}

    /** Returns the same connections, whose statements this hook watches from now on. */
    Jdbi on(Jdbi jdbi) {
        jdbi.getConfig(SqlStatements.class).setSqlLogger(this);
        return jdbi;
    }

    /** Sets the action for the next statement that contains {@code text}. */
    void after(String text, Runnable action) {
        hook.set(new Hook(sql -> sql.contains(text), action));
    }

    /** Sets the action for the {@code nth} statement from now on, 1 for the next. */
    void afterNth(int nth, Runnable action) {
        AtomicInteger left = new AtomicInteger(nth);
        hook.set(new Hook(sql -> left.decrementAndGet() == 0, action));
    }

    /** Returns whether the action was run, and forgets it. */
    boolean wasReached() {
        return hook.getAndSet(null) == null;
    }

    @Override
    public void logAfterExecution(StatementContext context) {
        run(context);
    }

    @Override
    public void logException(StatementContext context, SQLException ex) {
        // A failed statement was not executed.
    }

    private void run(StatementContext context) {
        Hook next = hook.get();
        if (next != null
                && next.statement().test(String.valueOf(context.getRawSql()))
                && hook.compareAndSet(next, null)) {
            next.action().run();
        }
    }
}
