package dev.gitsync.ssh.internal.server;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads in which commands run: one for each, up to a number. Safe for use by several threads. */
final class CommandThreads {
    private static final int KEEP_ALIVE_SECONDS = 10;

    private final ThreadPoolExecutor executor;
    private final AtomicInteger created = new AtomicInteger();

    CommandThreads(int max) {
        executor =
                new ThreadPoolExecutor(0, max, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                    Thread thread = new Thread(work, "gitsync-ssh-" + created.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Runs {@code command} in a thread, and returns whether there was one. */
    boolean run(Runnable command) {
        try {
            executor.execute(command);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** Begins no more commands, and waits for those that run. Interrupts those that do not end in time. */
    void stop(Duration wait) {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
