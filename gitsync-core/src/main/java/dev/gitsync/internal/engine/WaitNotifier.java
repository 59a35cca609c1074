package dev.gitsync.internal.engine;

import dev.gitsync.internal.work.Keepalive;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Notifies a client that its push waits, after {@link #FIRST} and then every {@link Keepalive#INTERVAL}, so that the
 * user sees the reason and no proxy closes the connection as idle (promise B9). The thread of the push is blocked by the
 * wait, so a separate thread sends the notifications; it ends with the wait.
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

    /** Starts to notify {@code keepalive} of a wait of up to {@code patience}. */
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
            Thread.currentThread().interrupt(); // the push still waits, without further notifications
        }
    }

    private long elapsed() {
        return System.nanoTime() - begin;
    }

    /** Stops the notifications; waits for one that is being sent. */
    @Override
    public synchronized void close() {
        isClosed = true;
        notifyAll();
    }
}
