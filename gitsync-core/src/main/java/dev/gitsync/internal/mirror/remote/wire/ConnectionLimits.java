package dev.gitsync.internal.mirror.remote.wire;

import dev.gitsync.settings.MirrorSettings;
import java.time.Duration;

/**
 * How long connections of a run may take.
 *
 * @param connect the time for connecting to one address
 * @param idle the time in which something must arrive, or be accepted by the remote
 * @param deadline the end of the run
 */
public record ConnectionLimits(Duration connect, Duration idle, Deadline deadline) {
    /** Returns the limits of a run that begins now. */
    public static ConnectionLimits of(MirrorSettings settings) {
        return new ConnectionLimits(
                settings.connectTimeout(), settings.idleTimeout(), Deadline.after(settings.deadline()));
    }
}
