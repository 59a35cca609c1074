package dev.gitsync.internal.state;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads for what is worth doing ahead of time and can be left undone: work that finds none free is dropped, and so is all
 * work after {@link #close()}. There are none while there is nothing to do, and as many as processors at most.
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

    /** Begins nothing more, and waits a moment for what runs; interrupts it then. Can be called again. */
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
