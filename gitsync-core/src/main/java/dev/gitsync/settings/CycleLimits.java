package dev.gitsync.settings;

import dev.gitsync.settings.descriptor.SettingValues;
import java.time.Duration;

/** Limits the work of one cycle of a space, and the wait for it. Immutable. */
public final class CycleLimits {
    private final SettingValues values;

    CycleLimits(SettingValues values) {
        this.values = values;
    }

    /** Returns how long a push or a fetch waits for the lease of a space before the client is asked to retry. */
    public Duration lockWait() {
        return values.get(SettingsTable.LOCK_WAIT);
    }

    /**
     * Returns how long one cycle of a space may work, from the moment it has the lease. A push that is not planned by then is
     * refused; a pull keeps what it has brought in, and the next cycle goes on. A write that has begun is never cut short.
     */
    public Duration deadline() {
        return values.get(SettingsTable.CYCLE_DEADLINE);
    }

    /**
     * Returns how many steps one cycle may take, whatever the time; a step is about as much as looking at one file. A push that
     * takes more is refused.
     */
    public long maxSteps() {
        return values.get(SettingsTable.CYCLE_STEPS);
    }

    /**
     * Returns how much text of pages, old and new, all pushes of this process may hold in memory together, in bytes. A push
     * that alone would hold more is refused. A push that finds the memory taken by others is refused with the request to retry.
     */
    public long maxTextBytes() {
        return values.get(SettingsTable.MAX_TEXT_BYTES);
    }

    /** Collects limits. Not safe for use by several threads. */
    public static final class Builder {
        private final SettingValues.Builder values;

        Builder(SettingValues.Builder values) {
            this.values = values;
        }

        /** Sets {@link CycleLimits#lockWait()}. */
        public Builder lockWait(Duration wait) {
            values.set(SettingsTable.LOCK_WAIT, wait);
            return this;
        }

        /** Sets {@link CycleLimits#deadline()}. */
        public Builder deadline(Duration deadline) {
            values.set(SettingsTable.CYCLE_DEADLINE, deadline);
            return this;
        }

        /** Sets {@link CycleLimits#maxSteps()}. */
        public Builder maxSteps(long steps) {
            values.set(SettingsTable.CYCLE_STEPS, steps);
            return this;
        }

        /** Sets {@link CycleLimits#maxTextBytes()}. */
        public Builder maxTextBytes(long bytes) {
            values.set(SettingsTable.MAX_TEXT_BYTES, bytes);
            return this;
        }
    }
}
