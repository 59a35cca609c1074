package dev.gitsync.servlet.internal.transfer;

import dev.gitsync.servlet.internal.transfer.Deadline.TooSlowException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How fast a body comes in, or an answer goes out. Only the time counts in which somebody waited for it:
 *
 * <ol>
 *   <li>the time of every read, and what it brought, are added up;
 *   <li>once that is a whole window of time, it has to have brought as many bytes as the least rate makes in that time;
 *   <li>then the next window begins, so that nobody lives on having been fast before.
 * </ol>
 */
public final class TransferRateCheck {
    private static final double NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

    private final int minBytesPerSecond;
    private final long window;
    private final LongSupplier nanoTime;
    private long begun;
    private long waited;
    private long bytes;

    public TransferRateCheck(int minBytesPerSecond, Duration window, LongSupplier nanoTime) {
        this.minBytesPerSecond = minBytesPerSecond;
        this.window = window.toNanos();
        this.nanoTime = nanoTime;
    }

    /** Somebody begins to wait. */
    public void begin() {
        begun = nanoTime.getAsLong();
    }

    /**
     * So many bytes came, or went.
     *
     * @throws TooSlowException when that was too slow
     */
    public void end(int octets) throws TooSlowException {
        waited += nanoTime.getAsLong() - begun;
        bytes += octets;
        if (waited >= window) {
            if (bytes < minBytesPerSecond * (waited / NANOS_PER_SECOND)) {
                throw new TooSlowException();
            }
            waited = 0;
            bytes = 0;
        }
    }
}
