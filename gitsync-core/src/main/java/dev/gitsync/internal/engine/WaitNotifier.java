package dev.gitsync.internal.engine;

import dev.gitsync.internal.work.Keepalive;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Tells a client that its push waits, after {@link #FIRST} and then every {@link Keepalive#INTERVAL}; so its person reads a reason instead of
 * nothing, and no proxy takes the connection for dead (promise B9). The thread of the push waits itself, so a thread of its own does
 * that, which ends with the wait.
 */
final class WaitNotifier implements AutoCloseable {
    static final Duration FIRST = Duration.ofSeconds(1);

    private final Keepalive keepalive;
    private final Duration patience;
    private final long begin = System.nanoTime();
    private boolean isClosed;

    private WaitNotifier(Keepalive keepalive, Duration patience) {
        this.keepalive = keepalive;
        this.patience = patience;
    }

    /** Tells from now on that {@code keepalive} waits, for {@code patience} at most. */
    static WaitNotifier start(Keepalive keepalive, Duration patience) {
        WaitNotifier teller = new WaitNotifier(keepalive, patience);
        Thread thread = new Thread(teller::run, "gitsync-wait-notifier");
        thread.setDaemon(true);
        thread.start();
        return teller;
    }

    private synchronized void run() {
        try {
            for (Duration next = FIRST; next.compareTo(patience) < 0; next = next.plus(Keepalive.INTERVAL)) {
                while (!isClosed && elapsed() < next.toNanos()) {
                    TimeUnit.NANOSECONDS.timedWait(this, next.toNanos() - elapsed());
                }
                if (isClosed) {
                    return;
                }
                keepalive.waiting(Duration.ofNanos(elapsed()), patience);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the push still waits, without further lines
        }
    }

    private long elapsed() {
        return System.nanoTime() - begin;
    }

    /** Tells nothing more; waits for a line that is being sent. */
    @Override
    public synchronized void close() {
        isClosed = true;
        notifyAll();
    }
}
