package dev.gitsync.settings;

import dev.gitsync.settings.descriptor.Setting;
import dev.gitsync.settings.descriptor.SettingValues;
import java.time.Duration;
import java.util.List;

/** The limits on the work of one cycle of a space, and on the wait for it. Immutable. */
public final class CycleLimits {
    private static final Setting<Duration> LOCK_WAIT = Setting.duration("cycle.lockWait")
            .variable("GIT_SYNC_LOCK_WAIT_MS")
            .standard(Duration.ofSeconds(10))
            .range(Duration.ZERO, Duration.ofMinutes(5))
            .meaning(
                    "how long a push waits for the lease of its space; a fetch waits that long only for another thread of its"
                            + " own process");
    private static final Setting<Duration> CYCLE_DEADLINE = Setting.duration("cycle.deadline")
            .variable("GIT_SYNC_CYCLE_DEADLINE_MS")
            .standard(Duration.ofMinutes(5))
            .range(Duration.ofSeconds(1), Duration.ofDays(1))
            .meaning(
                    "how long one cycle of a space may work under the lease; a push that is not planned by then is refused, a"
                            + " pull goes on with the next cycle");
    private static final Setting<Long> CYCLE_STEPS = Setting.largeCount("cycle.maxSteps")
            .variable("GIT_SYNC_CYCLE_STEPS")
            .standard(50_000_000L)
            .orMore(1_000L)
            .meaning("steps of one cycle, whatever the time; a push of 20,000 pages takes about 500,000");
    private static final Setting<Long> MAX_TEXT_BYTES = Setting.size("cycle.maxTextBytes")
            .variable("GIT_SYNC_MAX_TEXT_BYTES")
            .standard(Math.max(16L << 20, Runtime.getRuntime().maxMemory() / 4))
            .defaultText("a quarter of the heap, at least 16MiB")
            .orMore(1L << 10)
            .meaning(
                    "text of pages, old and new, that all pushes of a process hold in memory together; a push that alone"
                            + " would hold more is refused");

    private final SettingValues values;

    CycleLimits(SettingValues values) {
        this.values = values;
    }

    /** The settings of this group, in the order of the table in {@code docs/operations.md}. */
    static List<Setting<?>> descriptors() {
        return List.of(LOCK_WAIT, CYCLE_DEADLINE, CYCLE_STEPS, MAX_TEXT_BYTES);
    }

    /**
     * Returns how long a push waits for the lease of a space before the client is asked to retry. A fetch waits that
     * long only while another thread of its own process holds the lease.
     */
    public Duration lockWait() {
        return values.get(LOCK_WAIT);
    }

    /**
     * Returns how long one cycle of a space may work, from the moment it has the lease. A push that is not planned by then is
     * refused; a pull keeps what it has brought in, and the next cycle continues. A write that has begun is never interrupted.
     */
    public Duration deadline() {
        return values.get(CYCLE_DEADLINE);
    }

    /**
     * Returns how many steps one cycle may take, regardless of time; a step is about the work of inspecting one file. A push
     * that takes more is refused.
     */
    public long maxSteps() {
        return values.get(CYCLE_STEPS);
    }

    /**
     * Returns how much text of pages, old and new, all pushes of this process may hold in memory together, in bytes. A
     * push that alone would hold more is refused. If other pushes leave too little memory for a push, it is refused as
     * well, and the client is asked to retry.
     */
    public long maxTextBytes() {
        return values.get(MAX_TEXT_BYTES);
    }

    /** Collects limits. Not safe for use by several threads. */
    public static final class Builder {
        private final SettingValues.Builder values;

        Builder(SettingValues.Builder values) {
            this.values = values;
        }

        /** Sets {@link CycleLimits#lockWait()}. */
        public Builder lockWait(Duration wait) {
            values.set(LOCK_WAIT, wait);
            return this;
        }

        /** Sets {@link CycleLimits#deadline()}. */
        public Builder deadline(Duration deadline) {
            values.set(CYCLE_DEADLINE, deadline);
            return this;
        }

        /** Sets {@link CycleLimits#maxSteps()}. */
        public Builder maxSteps(long steps) {
            values.set(CYCLE_STEPS, steps);
            return this;
        }

        /** Sets {@link CycleLimits#maxTextBytes()}. */
        public Builder maxTextBytes(long bytes) {
            values.set(MAX_TEXT_BYTES, bytes);
            return this;
        }
    }
}
