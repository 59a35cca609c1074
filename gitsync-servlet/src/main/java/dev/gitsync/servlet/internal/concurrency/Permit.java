package dev.gitsync.servlet.internal.concurrency;

import java.util.concurrent.atomic.AtomicBoolean;

/** Leave to use what is scarce, until it is closed. Closing it again does nothing. */
public final class Permit implements AutoCloseable {
    private final Runnable giveBack;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    Permit(Runnable giveBack) {
        this.giveBack = giveBack;
    }

    @Override
    public void close() {
        if (isClosed.compareAndSet(false, true)) {
            giveBack.run();
        }
    }
}
