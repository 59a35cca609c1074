package dev.gitsync.internal.server.transfer;

import dev.gitsync.internal.server.transfer.Deadline.TooSlowException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Checks the rate of a transfer. Only the time that the server waits for the client counts:
 *
 * <ol>
 *   <li>the durations and bytes of all reads or writes are added up;
 *   <li>when the durations reach the window, the bytes must reach the minimum rate for that time;
 *   <li>then the next window begins, so that an earlier fast transfer does not make up for a slow one.
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

    /** Marks the start of a wait for the client. */
    public void begin() {
        begun = nanoTime.getAsLong();
    }

    /**
     * Marks the end of a wait in which {@code octets} bytes were transferred.
     *
     * @throws TooSlowException if the rate was below the minimum
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
