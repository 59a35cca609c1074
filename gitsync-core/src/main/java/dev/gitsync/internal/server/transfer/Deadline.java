package dev.gitsync.internal.server.transfer;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;

/** The time by which a client must complete a transfer. */
public final class Deadline {
    private final LongSupplier nanoTime;
    private final long end;

    private Deadline(LongSupplier nanoTime, long end) {
        this.nanoTime = nanoTime;
        this.end = end;
    }

    public static Deadline in(Duration time) {
        return in(time, System::nanoTime);
    }

    public static Deadline in(Duration time, LongSupplier nanoTime) {
        return new Deadline(nanoTime, nanoTime.getAsLong() + time.toNanos());
    }

    /** @throws TooSlowException if the deadline has passed */
    public void check() throws TooSlowException {
        if (nanoTime.getAsLong() - end >= 0) {
            throw new TooSlowException();
        }
    }

    /** The client did not send or read fast enough. */
    public static final class TooSlowException extends IOException {
        private static final long serialVersionUID = 1L;

        TooSlowException() {
            super("the client took too long");
        }
    }
}
