package dev.gitsync.spring.database;

import dev.gitsync.error.StoreException;
import dev.gitsync.error.StoreRejectedException;
import java.sql.SQLException;
import java.util.Optional;
import org.springframework.core.NestedRuntimeException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;

/**
 * Translates the exceptions of Spring's data access, for a {@code PageStore} or {@code PageListing} that reads and writes through JPA or JDBC.
 * Their messages contain values, which are page text, so the messages are not passed on.
 */
public final class SpringFailures {
    private SpringFailures() {}

    /**
     * Returns the exception to throw: a {@link StoreRejectedException} if a constraint forbids the work, so that the same work would fail again,
     * and otherwise a {@link StoreException}, after which clients are asked to retry.
     *
     * @param doing the purpose of the work, which completes the sentence "Could not …"
     */
    public static StoreException of(String doing, NestedRuntimeException e) {
        String name = e.getClass().getSimpleName();
        Optional<SQLException> safe = sqlException(e).map(sql -> new SQLException(name, sql.getSQLState()));
        safe.ifPresent(copy -> copy.setStackTrace(e.getStackTrace()));
        String message = "Could not " + doing + ": " + name
                + safe.map(sql -> " (SQL state " + sql.getSQLState() + ")").orElse("");
        boolean isRejection = e.contains(DataIntegrityViolationException.class)
                || e.contains(InvalidDataAccessResourceUsageException.class);
        return isRejection
                ? new StoreRejectedException(message, safe.orElse(null))
                : new StoreException(message, safe.orElse(null));
    }

    private static Optional<SQLException> sqlException(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException found) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }
}
