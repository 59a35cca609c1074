package dev.gitsync.internal.server.transfer;

import dev.gitsync.internal.server.transfer.Deadline.TooSlowException;
import java.time.Duration;

/**
 * Limits how long a client takes for a transfer, and how slow it may be. For one transfer and one thread.
 *
 * @param deadline when the transfer must be complete
 * @param rate the minimum rate
 */
public record TransferLimit(Deadline deadline, TransferRateCheck rate) {
    /**
     * Returns a limit for a transfer that begins now.
     *
     * @param maxTime the maximum time for the whole transfer
     * @param minBytesPerSecond the minimum rate; 0 for none
     * @param window the time over which the rate is measured
     */
    public static TransferLimit of(Duration maxTime, int minBytesPerSecond, Duration window) {
        return new TransferLimit(
                Deadline.in(maxTime), new TransferRateCheck(minBytesPerSecond, window, System::nanoTime));
    }

    /**
     * Marks the start of a read or write.
     *
     * @throws TooSlowException if the deadline has passed
     */
    public void begin() throws TooSlowException {
        deadline.check();
        rate.begin();
    }

    /**
     * Marks the end of a read or write.
     *
     * @throws TooSlowException if the rate is below the minimum
     */
    public void end(int bytes) throws TooSlowException {
        rate.end(bytes);
    }
}
