package dev.gitsync.internal.server.concurrency;

import java.util.concurrent.atomic.AtomicBoolean;

/** A permit to use a limited resource until it is closed. Closing it again does nothing. */
public final class Permit implements AutoCloseable {
    private final Runnable release;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    Permit(Runnable release) {
        this.release = release;
    }

    @Override
    public void close() {
        if (isClosed.compareAndSet(false, true)) {
            release.run();
        }
    }
}
