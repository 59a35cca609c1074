package dev.gitsync.settings;

import dev.gitsync.settings.descriptor.Setting;
import dev.gitsync.settings.descriptor.SettingValues;
import java.time.Duration;
import java.util.List;

/** The times at which spaces are synced after {@link dev.gitsync.GitSync#start()}. Immutable. */
public final class Schedule {
    private static final Setting<Duration> POLL_INTERVAL = Setting.duration("schedule.pollInterval")
            .variable("GIT_SYNC_POLL_INTERVAL_MS")
            .standard(Duration.ofSeconds(15))
            .range(Duration.ofMillis(1), Duration.ofDays(1))
            .meaning("time from one poll of all spaces to the next");
    private static final Setting<Duration> DEBOUNCE = Setting.duration("schedule.debounce")
            .variable("GIT_SYNC_DEBOUNCE_MS")
            .standard(Duration.ofSeconds(2))
            .range(Duration.ZERO, Duration.ofHours(1))
            .meaning("how long a space has to be quiet after an edit before it is synced");
    private static final Setting<Duration> LONGEST_DEBOUNCE = Setting.duration("schedule.longestDebounce")
            .variable("GIT_SYNC_LONGEST_DEBOUNCE_MS")
            .standard(Duration.ofSeconds(10))
            .range(Duration.ZERO, Duration.ofHours(1))
            .notLessThan(DEBOUNCE)
            .meaning("how long a stream of edits can delay a sync");
    private static final Setting<Integer> PARALLELISM = Setting.count("schedule.parallelism")
            .variable("GIT_SYNC_PARALLELISM")
            .standard(4)
            .range(1, 256)
            .meaning("spaces that are synced at the same time");
    private static final Setting<Duration> FIRST_BACK_OFF = Setting.duration("schedule.firstBackOff")
            .variable("GIT_SYNC_FIRST_BACK_OFF_MS")
            .standard(Duration.ofSeconds(1))
            .range(Duration.ofMillis(1), Duration.ofDays(1))
            .meaning("pause after the first failure of a space; each further failure doubles it");
    private static final Setting<Duration> LONGEST_BACK_OFF = Setting.duration("schedule.longestBackOff")
            .variable("GIT_SYNC_LONGEST_BACK_OFF_MS")
            .standard(Duration.ofMinutes(5))
            .range(Duration.ofMillis(1), Duration.ofDays(1))
            .notLessThan(FIRST_BACK_OFF)
            .meaning("longest pause after a failure");
    private static final Setting<Duration> CLOSE_WAIT = Setting.duration("schedule.closeWait")
            .variable("GIT_SYNC_CLOSE_WAIT_MS")
            .standard(Duration.ofSeconds(10))
            .range(Duration.ZERO, Duration.ofMinutes(5))
            .meaning("how long closing waits for cycles that run before it interrupts them");
    private static final Setting<Duration> MAINTENANCE_INTERVAL = Setting.duration("schedule.maintenanceInterval")
            .variable("GIT_SYNC_MAINTENANCE_MS")
            .standard(Duration.ofMinutes(15))
            .range(Duration.ZERO, Duration.ofDays(1))
            .meaning("time from one check for repositories that need maintenance to the next; 0 for no maintenance");

    private final SettingValues values;

    Schedule(SettingValues values) {
        this.values = values;
    }

    /** The settings of this group, in the order of the table in {@code docs/operations.md}. */
    static List<Setting<?>> descriptors() {
        return List.of(
                POLL_INTERVAL,
                DEBOUNCE,
                LONGEST_DEBOUNCE,
                PARALLELISM,
                FIRST_BACK_OFF,
                LONGEST_BACK_OFF,
                CLOSE_WAIT,
                MAINTENANCE_INTERVAL);
    }

    /** Returns how long after a poll of all spaces the next one begins. The first begins immediately. */
    public Duration pollInterval() {
        return values.get(POLL_INTERVAL);
    }

    /** Returns how long after its last event a space is synced, so that a burst of edits leads to one cycle. */
    public Duration debounce() {
        return values.get(DEBOUNCE);
    }

    /** Returns how long after the first event of a burst a space is synced at the latest, even if more events arrive. */
    public Duration longestDebounce() {
        return values.get(LONGEST_DEBOUNCE);
    }

    /** Returns how many spaces are synced at the same time. */
    public int parallelism() {
        return values.get(PARALLELISM);
    }

    /**
     * Returns the back-off of a space after its first failure. Each consecutive failure doubles it. A random part of up to half
     * is subtracted from every pause, so that spaces that failed together are not retried together.
     */
    public Duration firstBackOff() {
        return values.get(FIRST_BACK_OFF);
    }

    /** Returns the upper limit for the doubling of {@link #firstBackOff()}. */
    public Duration longestBackOff() {
        return values.get(LONGEST_BACK_OFF);
    }

    /** Returns how long {@link dev.gitsync.GitSync#close()} waits for running cycles before it interrupts them. */
    public Duration closeWait() {
        return values.get(CLOSE_WAIT);
    }

    /** Returns how long after a check for repositories that need maintenance the next one begins; zero for no maintenance. */
    public Duration maintenanceInterval() {
        return values.get(MAINTENANCE_INTERVAL);
    }

    /** Collects a schedule. Not safe for use by several threads. */
    public static final class Builder {
        private final SettingValues.Builder values;

        Builder(SettingValues.Builder values) {
            this.values = values;
        }

        /** Sets {@link Schedule#pollInterval()}. */
        public Builder pollInterval(Duration interval) {
            values.set(POLL_INTERVAL, interval);
            return this;
        }

        /** Sets {@link Schedule#debounce()}. */
        public Builder debounce(Duration quiet) {
            values.set(DEBOUNCE, quiet);
            return this;
        }

        /** Sets {@link Schedule#longestDebounce()}, which must be no less than {@link Schedule#debounce()}. */
        public Builder longestDebounce(Duration delay) {
            values.set(LONGEST_DEBOUNCE, delay);
            return this;
        }

        /** Sets {@link Schedule#parallelism()}. */
        public Builder parallelism(int spaces) {
            values.set(PARALLELISM, spaces);
            return this;
        }

        /** Sets {@link Schedule#firstBackOff()}. */
        public Builder firstBackOff(Duration pause) {
            values.set(FIRST_BACK_OFF, pause);
            return this;
        }

        /** Sets {@link Schedule#longestBackOff()}, which must be no less than {@link Schedule#firstBackOff()}. */
        public Builder longestBackOff(Duration pause) {
            values.set(LONGEST_BACK_OFF, pause);
            return this;
        }

        /** Sets {@link Schedule#closeWait()}. */
        public Builder closeWait(Duration wait) {
            values.set(CLOSE_WAIT, wait);
            return this;
        }

        /** Sets {@link Schedule#maintenanceInterval()}. */
        public Builder maintenanceInterval(Duration interval) {
            values.set(MAINTENANCE_INTERVAL, interval);
            return this;
        }
    }
}
