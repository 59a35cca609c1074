package dev.gitsync.benchmarks.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The figures of several runs of one thing.
 *
 * @param unit what they count: ms, MB, or operations a second
 * @param values in the order of the runs, at least one
 */
public record Samples(String unit, List<Double> values) {
    /** Copies the list. */
    public Samples {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
    }

    /** Begins a series in milliseconds. */
    public static Series millis() {
        return new Series("ms");
    }

    /** Begins a series in operations a second. */
    public static Series perSecond() {
        return new Series("ops/s");
    }

    /** Begins a series of sizes. */
    public static Series megabytes() {
        return new Series("MB");
    }

    /** The middle one of the sorted values, or the mean of the two in the middle. */
    public double median() {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** The smallest value. */
    public double least() {
        return Collections.min(values);
    }

    /** The largest value. */
    public double most() {
        return Collections.max(values);
    }

    /** Collects values. For one thread. */
    public static final class Series {
        private final String unit;
        private final List<Double> values = new ArrayList<>();

        private Series(String unit) {
            this.unit = unit;
        }

        /** Adds a value. */
        public void add(double value) {
            values.add(value);
        }

        /** What was collected. */
        public Samples samples() {
            return new Samples(unit, values);
        }
    }
}
