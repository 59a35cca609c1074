package dev.gitsync.settings;

import dev.gitsync.error.InvalidInputException;
import java.time.Duration;

/**
 * When the spaces are synced once {@link dev.gitsync.GitSync#start()} was called. Immutable; {@link Builder#build()} checks
 * every value.
 */
public final class Schedule {
    /** How long after a look at all spaces the next one begins, by default. */
    public static final Duration DEFAULT_POLL_INTERVAL = Duration.ofSeconds(15);
    /** How long a space has to be quiet after an event, by default. */
    public static final Duration DEFAULT_DEBOUNCE = Duration.ofSeconds(2);
    /** How long a stream of events can put a cycle off, by default. */
    public static final Duration DEFAULT_LONGEST_DEBOUNCE = Duration.ofSeconds(10);
    /** How many spaces are worked on at the same time by default. */
    public static final int DEFAULT_PARALLELISM = 4;
    /** How long a space is left alone after its first failure, by default. */
    public static final Duration DEFAULT_FIRST_BACK_OFF = Duration.ofSeconds(1);
    /** How long a space is left alone at most after a failure, by default. */
    public static final Duration DEFAULT_LONGEST_BACK_OFF = Duration.ofMinutes(5);
    /** How long closing waits for the cycles that run, by default. */
    public static final Duration DEFAULT_CLOSE_WAIT = Duration.ofSeconds(10);
    /** How long after a look at what has gathered in the repositories the next one begins, by default. */
    public static final Duration DEFAULT_MAINTENANCE_INTERVAL = Duration.ofMinutes(15);

    private final Duration pollInterval;
    private final Duration debounce;
    private final Duration longestDebounce;
    private final int parallelism;
    private final Duration firstBackOff;
    private final Duration longestBackOff;
    private final Duration closeWait;
    private final Duration maintenanceInterval;

    private Schedule(Builder builder) {
        pollInterval = builder.pollInterval;
        debounce = builder.debounce;
        longestDebounce = builder.longestDebounce;
        parallelism = builder.parallelism;
        firstBackOff = builder.firstBackOff;
        longestBackOff = builder.longestBackOff;
        closeWait = builder.closeWait;
        maintenanceInterval = builder.maintenanceInterval;
    }

    /** The defaults. */
    public static Schedule defaults() {
        return builder().build();
    }

    /** Begins with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** How long after a look at all spaces the next one begins. The first begins at once. */
    public Duration pollInterval() {
        return pollInterval;
    }

    /** How long after its last event a space is synced, so that a burst of edits is one cycle. */
    public Duration debounce() {
        return debounce;
    }

    /** How long after the first event of a burst a space is synced at the latest, although more events come in. */
    public Duration longestDebounce() {
        return longestDebounce;
    }

    /** How many spaces are worked on at the same time. */
    public int parallelism() {
        return parallelism;
    }

    /**
     * How long a space is left alone after its first failure. Each failure in a row doubles the time, and from every pause
     * a random part, up to half of it, is left out, so that spaces that failed together do not come back together.
     */
    public Duration firstBackOff() {
        return firstBackOff;
    }

    /** Where the doubling of {@link #firstBackOff()} ends. */
    public Duration longestBackOff() {
        return longestBackOff;
    }

    /** How long closing waits for the cycles that run before it interrupts them. */
    public Duration closeWait() {
        return closeWait;
    }

    /** How long after a look at what has gathered in the repositories the next one begins; zero for never. */
    public Duration maintenanceInterval() {
        return maintenanceInterval;
    }

    /** Collects settings. Not safe for use by several threads. */
    public static final class Builder {
        private static final Duration SHORTEST = Duration.ofMillis(1);
        private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
        private static final Duration HOUR = Duration.ofHours(1);
        private static final Duration DAY = Duration.ofDays(1);
        private static final int MOST_PARALLEL = 256;

        private Duration pollInterval = DEFAULT_POLL_INTERVAL;
        private Duration debounce = DEFAULT_DEBOUNCE;
        private Duration longestDebounce = DEFAULT_LONGEST_DEBOUNCE;
        private int parallelism = DEFAULT_PARALLELISM;
        private Duration firstBackOff = DEFAULT_FIRST_BACK_OFF;
        private Duration longestBackOff = DEFAULT_LONGEST_BACK_OFF;
        private Duration closeWait = DEFAULT_CLOSE_WAIT;
        private Duration maintenanceInterval = DEFAULT_MAINTENANCE_INTERVAL;

        private Builder() {}

        /** See {@link Schedule#pollInterval()}; from a millisecond to a day. */
        public Builder pollInterval(Duration interval) {
            pollInterval = interval;
            return this;
        }

        /** See {@link Schedule#debounce()}; from nothing to an hour. */
        public Builder debounce(Duration quiet) {
            debounce = quiet;
            return this;
        }

        /** See {@link Schedule#longestDebounce()}; from {@link Schedule#debounce()} to an hour. */
        public Builder longestDebounce(Duration delay) {
            longestDebounce = delay;
            return this;
        }

        /** See {@link Schedule#parallelism()}; 1 to 256. */
        public Builder parallelism(int spaces) {
            parallelism = spaces;
            return this;
        }

        /** See {@link Schedule#firstBackOff()}; from a millisecond to a day. */
        public Builder firstBackOff(Duration pause) {
            firstBackOff = pause;
            return this;
        }

        /** See {@link Schedule#longestBackOff()}; from {@link Schedule#firstBackOff()} to a day. */
        public Builder longestBackOff(Duration pause) {
            longestBackOff = pause;
            return this;
        }

        /** See {@link Schedule#closeWait()}; from nothing to five minutes. */
        public Builder closeWait(Duration wait) {
            closeWait = wait;
            return this;
        }

        /** See {@link Schedule#maintenanceInterval()}; from nothing, which is never, to a day. */
        public Builder maintenanceInterval(Duration interval) {
            maintenanceInterval = interval;
            return this;
        }

        /** @throws InvalidInputException when a value is out of its range; the message names it */
        public Schedule build() {
            Ranges.require("schedule.pollInterval", pollInterval, SHORTEST, DAY);
            Ranges.require("schedule.debounce", debounce, Duration.ZERO, HOUR);
            Ranges.require("schedule.longestDebounce", longestDebounce, debounce, HOUR);
            Ranges.require("schedule.parallelism", parallelism, 1, MOST_PARALLEL);
            Ranges.require("schedule.firstBackOff", firstBackOff, SHORTEST, DAY);
            Ranges.require("schedule.longestBackOff", longestBackOff, firstBackOff, DAY);
            Ranges.require("schedule.closeWait", closeWait, Duration.ZERO, LONGEST_WAIT);
            Ranges.require("schedule.maintenanceInterval", maintenanceInterval, Duration.ZERO, DAY);
            return new Schedule(this);
        }
    }
}
