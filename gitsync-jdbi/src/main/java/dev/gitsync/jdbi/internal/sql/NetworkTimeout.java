package dev.gitsync.jdbi.internal.sql;

import java.sql.SQLException;
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

    static void set(Handle handle, int millis) {
        try {
            handle.getConnection().setNetworkTimeout(Runnable::run, millis);
        } catch (SQLException e) {
            // The connection is broken: the next statement, if any, fails.
        }
    }
}
