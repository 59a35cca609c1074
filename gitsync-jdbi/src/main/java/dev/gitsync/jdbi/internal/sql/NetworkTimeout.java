package dev.gitsync.jdbi.internal.sql;

import java.sql.SQLException;
import java.time.Duration;
import org.jdbi.v3.core.Handle;

/** The time that a connection waits for a response of the server, in milliseconds; 0 means no limit. A pool resets it. */
final class NetworkTimeout {
    private NetworkTimeout() {}

    static int of(Handle handle) {
        try {
            return handle.getConnection().getNetworkTimeout();
        } catch (SQLException e) {
            return 0; // The connection is broken; the next statement fails.
        }
    }

    /** Sets the time to {@code most}, unless it is shorter already. */
    static void shorten(Handle handle, Duration most) {
        int now = of(handle);
        int millis = (int) most.toMillis();
        set(handle, now == 0 ? millis : Math.min(now, millis));
    }

    static void set(Handle handle, int millis) {
        try {
            handle.getConnection().setNetworkTimeout(Runnable::run, millis);
        } catch (SQLException e) {
            // The connection is broken: the next statement, if any, fails.
        }
    }
}
