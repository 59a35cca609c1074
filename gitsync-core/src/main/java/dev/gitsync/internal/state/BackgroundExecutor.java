package dev.gitsync.internal.state;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs optional work ahead of time. Work for which no thread is free is dropped, and so is all work after {@link #close()}. Threads exist
 * only while there is work, and at most one for each processor.
 */
public final class BackgroundExecutor implements Executor, AutoCloseable {
    private static final long IDLE_MILLIS = 200;
    private static final long CLOSE_SECONDS = 10;

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0,
            Runtime.getRuntime().availableProcessors(),
            IDLE_MILLIS,
            TimeUnit.MILLISECONDS,
            new SynchronousQueue<>(),
            BackgroundExecutor::daemon,
            new ThreadPoolExecutor.DiscardPolicy());

    @Override
    public void execute(Runnable work) {
        threads.execute(work);
    }

    /** Accepts no more work, waits briefly for running work, then interrupts it. Idempotent. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "gitsync-ahead");
        thread.setDaemon(true);
        return thread;
    }
}
