package dev.gitsync.jdbi.internal.sql;

import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/** How long a connection waits for an answer of the server, in milliseconds; 0 is for ever. A pool sets it back. */
final class NetworkTimeout {
    private NetworkTimeout() {}

    static int of(Handle handle) {
        try {
            return handle.getConnection().getNetworkTimeout();
        } catch (SQLException e) {
            return 0; // it is broken, which the next statement tells
        }
    }

    static void set(Handle handle, int millis) {
        try {
            handle.getConnection().setNetworkTimeout(Runnable::run, millis);
        } catch (SQLException e) {
            // It is broken: the next statement tells, and after the last one nobody needs to know.
        }
    }
}
