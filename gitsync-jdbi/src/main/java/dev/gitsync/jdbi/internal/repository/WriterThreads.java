package dev.gitsync.jdbi.internal.repository;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads that write parts of packs while the packs go on growing. They exist only while there is work, and there is at most one for each
 * processor; without a free one, the caller does its work itself.
 */
final class WriterThreads {
    /** The threads of this process. */
    static final Executor SHARED = new ThreadPoolExecutor(
            0,
            Runtime.getRuntime().availableProcessors(),
            200,
            TimeUnit.MILLISECONDS,
            new SynchronousQueue<>(),
            WriterThreads::daemon,
            new ThreadPoolExecutor.CallerRunsPolicy());

    private WriterThreads() {}

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "gitsync-pack-writer");
        thread.setDaemon(true);
        return thread;
    }
}
