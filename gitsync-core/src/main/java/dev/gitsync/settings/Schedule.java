package dev.gitsync.settings;

import dev.gitsync.settings.descriptor.SettingValues;
import java.time.Duration;

/** Says when the spaces are synced once {@link dev.gitsync.GitSync#start()} was called. Immutable. */
public final class Schedule {
    private final SettingValues values;

    Schedule(SettingValues values) {
        this.values = values;
    }

    /** Returns how long after a poll of all spaces the next one begins. The first begins at once. */
    public Duration pollInterval() {
        return values.get(SettingsTable.POLL_INTERVAL);
    }

    /** Returns how long after its last event a space is synced, so that a burst of edits is one cycle. */
    public Duration debounce() {
        return values.get(SettingsTable.DEBOUNCE);
    }

    /** Returns how long after the first event of a burst a space is synced at the latest, although more events come in. */
    public Duration longestDebounce() {
        return values.get(SettingsTable.LONGEST_DEBOUNCE);
    }

    /** Returns how many spaces are synced at the same time. */
    public int parallelism() {
        return values.get(SettingsTable.PARALLELISM);
    }

    /**
     * Returns how long a space is left alone after its first failure. Each failure in a row doubles the time, and from every
     * pause a random part, up to half of it, is left out, so that spaces that failed together do not come back together.
     */
    public Duration firstBackOff() {
        return values.get(SettingsTable.FIRST_BACK_OFF);
    }

    /** Returns where the doubling of {@link #firstBackOff()} ends. */
    public Duration longestBackOff() {
        return values.get(SettingsTable.LONGEST_BACK_OFF);
    }

    /** Returns how long closing waits for the cycles that run before it interrupts them. */
    public Duration closeWait() {
        return values.get(SettingsTable.CLOSE_WAIT);
    }

    /** Returns how long after a check for repositories that need maintenance the next one begins; zero for no maintenance. */
    public Duration maintenanceInterval() {
        return values.get(SettingsTable.MAINTENANCE_INTERVAL);
    }

    /** Collects a schedule. Not safe for use by several threads. */
    public static final class Builder {
        private final SettingValues.Builder values;

        Builder(SettingValues.Builder values) {
            this.values = values;
        }

        /** Sets {@link Schedule#pollInterval()}. */
        public Builder pollInterval(Duration interval) {
            values.set(SettingsTable.POLL_INTERVAL, interval);
            return this;
        }

        /** Sets {@link Schedule#debounce()}. */
        public Builder debounce(Duration quiet) {
            values.set(SettingsTable.DEBOUNCE, quiet);
            return this;
        }

        /** Sets {@link Schedule#longestDebounce()}, which must be no less than {@link Schedule#debounce()}. */
        public Builder longestDebounce(Duration delay) {
            values.set(SettingsTable.LONGEST_DEBOUNCE, delay);
            return this;
        }

        /** Sets {@link Schedule#parallelism()}. */
        public Builder parallelism(int spaces) {
            values.set(SettingsTable.PARALLELISM, spaces);
            return this;
        }

        /** Sets {@link Schedule#firstBackOff()}. */
        public Builder firstBackOff(Duration pause) {
            values.set(SettingsTable.FIRST_BACK_OFF, pause);
            return this;
        }

        /** Sets {@link Schedule#longestBackOff()}, which must be no less than {@link Schedule#firstBackOff()}. */
        public Builder longestBackOff(Duration pause) {
            values.set(SettingsTable.LONGEST_BACK_OFF, pause);
            return this;
        }

        /** Sets {@link Schedule#closeWait()}. */
        public Builder closeWait(Duration wait) {
            values.set(SettingsTable.CLOSE_WAIT, wait);
            return this;
        }

        /** Sets {@link Schedule#maintenanceInterval()}. */
        public Builder maintenanceInterval(Duration interval) {
            values.set(SettingsTable.MAINTENANCE_INTERVAL, interval);
            return this;
        }
    }
}
