package dev.gitsync.settings.descriptor;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * The range of valid values of a setting.
 *
 * @param least the minimum, inclusive
 * @param most the maximum, inclusive
 * @param rule a further condition
 */
record Range<T extends Comparable<T>>(Optional<T> least, Optional<T> most, Optional<Rule<T>> rule) {
    /**
     * A condition other than an interval.
     *
     * @param words for the table of settings: {@code not blank}
     * @param demand for the end of a sentence: {@code must not be blank}
     */
    record Rule<T>(String words, String demand, Predicate<T> test) {}

    /** Returns the range of all values. */
    static <T extends Comparable<T>> Range<T> all() {
        return new Range<T>(Optional.empty(), Optional.empty(), Optional.empty());
    }

    boolean contains(T value) {
        return least.filter(end -> value.compareTo(end) < 0).isEmpty()
                && most.filter(end -> value.compareTo(end) > 0).isEmpty()
                && rule.filter(other -> !other.test().test(value)).isEmpty();
    }

    Range<T> from(T end) {
        return new Range<T>(Optional.of(end), most, rule);
    }
}
