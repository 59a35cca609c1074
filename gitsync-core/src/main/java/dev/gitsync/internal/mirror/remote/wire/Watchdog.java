package dev.gitsync.internal.mirror.remote.wire;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Closes connections that block for too long, since a blocked write to a socket has no other end. Its only thread ends when there was
 * nothing to watch for 5 s. Safe for use by several threads.
 */
public final class Watchdog {
    private static final long KEEP_ALIVE_SECONDS = 5;

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "gitsync-mirror-watchdog");
        thread.setDaemon(true);
        return thread;
    });

    /** Creates a watchdog that watches nothing yet. */
    public Watchdog() {
        timer.setKeepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Closes {@code connection} after a time, unless the returned watch is cancelled before. */
    Future<?> closeAfter(long millis, Closeable connection) {
        return timer.schedule(() -> close(connection), Math.max(0, millis), TimeUnit.MILLISECONDS);
    }

    private static void close(Closeable connection) {
        try {
            connection.close();
        } catch (IOException e) {
            // The thread that uses the connection gets an exception of its own.
        }
    }
}
