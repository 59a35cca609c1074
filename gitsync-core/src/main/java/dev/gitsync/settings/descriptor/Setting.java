package dev.gitsync.settings.descriptor;

import dev.gitsync.error.InvalidInputException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Describes one setting. Reading, validation and the table in the documentation all use the descriptor, so
 * that a name, a default or a range is defined once. Immutable.
 *
 * @param <T> the type of its values
 */
public final class Setting<T extends Comparable<T>> {
    private final String name;
    private final Kind<T> kind;
    private final List<String> variables;
    private final Optional<T> standard;
    private final String defaultText;
    private final Range<T> range;
    private final @Nullable Setting<T> notLess;
    private final String meaning;

    private Setting(Builder<T> builder, String meaning) {
        name = builder.name;
        kind = builder.kind;
        variables = List.copyOf(builder.variables);
        standard = Optional.ofNullable(builder.standard);
        defaultText = builder.defaultText == null ? standard.map(kind.format()).orElse("") : builder.defaultText;
        range = builder.range;
        notLess = builder.notLess;
        this.meaning = meaning;
    }

    /** Describes a duration: {@code 500ms}, {@code 30s}, {@code 5m}, {@code 1h}, {@code 1d}, or a number of milliseconds. */
    public static Builder<Duration> duration(String name) {
        return new Builder<>(name, Kind.DURATION);
    }

    /** Describes a size: {@code 512KiB}, {@code 64MiB}, {@code 1GiB}, or a number of bytes. */
    public static Builder<Long> size(String name) {
        return new Builder<>(name, Kind.SIZE);
    }

    /** Describes a size below 2 GiB. */
    public static Builder<Integer> smallSize(String name) {
        return new Builder<>(name, Kind.SMALL_SIZE);
    }

    /** Describes a number of things. */
    public static Builder<Integer> count(String name) {
        return new Builder<>(name, Kind.COUNT);
    }

    /** Describes a number of things that may be greater than any {@code int}. */
    public static Builder<Long> largeCount(String name) {
        return new Builder<>(name, Kind.LARGE_COUNT);
    }

    /** Describes a share from 0 to 1. */
    public static Builder<Double> share(String name) {
        return new Builder<>(name, Kind.SHARE).range(0.0, 1.0);
    }

    /** Describes a switch: {@code true} or {@code false}; {@code on}, {@code yes} and {@code 1} are read too. */
    public static Builder<Boolean> flag(String name) {
        return new Builder<>(name, Kind.FLAG);
    }

    /** Describes a choice among the constants of an enum, which are read in any case. */
    public static <E extends Enum<E>> Builder<E> choice(String name, Class<E> type) {
        return new Builder<>(name, Kind.word(type));
    }

    /** Describes a text. */
    public static Builder<String> text(String name) {
        return new Builder<>(name, Kind.TEXT);
    }

    /** Describes a path of the file system. */
    public static Builder<Path> path(String name) {
        return new Builder<>(name, Kind.PATH);
    }

    /** Returns the name in Java and in messages, with the name of its group: {@code push.maxFiles}. */
    public String name() {
        return name;
    }

    /** Returns the environment variables that set it, the preferred one first; empty when it is set in Java only. */
    public List<String> variables() {
        return variables;
    }

    /** Returns the default; empty when the setting has none. */
    public Optional<T> standard() {
        return standard;
    }

    /** Returns the default for a table: {@code 15s}, or in words where it depends on something else; may be empty. */
    public String defaultText() {
        return defaultText;
    }

    /** Returns the range for a table: {@code 1ms to 1d}, {@code 1KiB or more}, {@code REFUSE, SKIP}; empty where all values are valid. */
    public String rangeText() {
        if (notLess != null && range.most().isPresent()) {
            return notLess.variables().get(0) + " to " + end(range.most().get());
        }
        return range.rule()
                .map(Range.Rule::words)
                .orElseGet(() -> range.least().isEmpty() ? kind.words() : interval("", range));
    }

    /** Returns what the setting does, for a table. */
    public String meaning() {
        return meaning;
    }

    /**
     * Checks a value against the range.
     *
     * @throws InvalidInputException when it is out of its range; the message names the setting, the value and the range
     */
    public void check(T value) {
        check(value, range);
    }

    /** Checks a value against the range, which begins at {@code least} if that is given. */
    void check(T value, Optional<T> least) {
        check(value, least.map(range::from).orElse(range));
    }

    /** Returns the setting whose value is the minimum of this one. */
    Optional<Setting<T>> notLess() {
        return Optional.ofNullable(notLess);
    }

    /** Returns whether a value of the other setting is an end of the range of this one. */
    boolean dependsOn(Setting<?> other) {
        return notLess == other;
    }

    /** Parses a value without checking its range; the message of the error ends the sentence "must be". */
    T parse(String text) {
        return kind.parse().apply(text);
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name;
    }

    private void check(T value, Range<T> allowed) {
        if (!allowed.contains(value)) {
            throw new InvalidInputException(name + " is " + kind.format().apply(value) + ", but "
                    + allowed.rule().map(Range.Rule::demand).orElseGet(() -> "must be " + interval("from ", allowed)));
        }
    }

    private String interval(String from, Range<T> interval) {
        String least = interval.least().map(this::end).orElse("");
        return interval.most().map(most -> from + least + " to " + end(most)).orElse(least + " or more");
    }

    /** Formats an end of the range, with commas in large numbers. */
    private String end(T value) {
        return value instanceof Integer || value instanceof Long
                ? kind.format().apply(value).replaceAll("(?<=\\d)(?=(\\d{3})+$)", ",")
                : kind.format().apply(value);
    }

    /** Builds a setting; {@link #meaning} returns it. Not safe for use by several threads. */
    public static final class Builder<T extends Comparable<T>> {
        private final String name;
        private final Kind<T> kind;
        private final List<String> variables = new ArrayList<>();
        private @Nullable T standard;
        private @Nullable String defaultText;
        private Range<T> range = Range.all();
        private @Nullable Setting<T> notLess;

        private Builder(String name, Kind<T> kind) {
            this.name = name;
            this.kind = kind;
        }

        /** Adds an environment variable that sets it. The first is the one that messages suggest. */
        public Builder<T> variable(String variable) {
            variables.add(variable);
            return this;
        }

        /** Sets the default. */
        public Builder<T> standard(T value) {
            standard = value;
            return this;
        }

        /** Sets the text that a table shows as the default. */
        public Builder<T> defaultText(String words) {
            defaultText = words;
            return this;
        }

        /** Allows values from {@code least} to {@code most}, both included. */
        public Builder<T> range(T least, T most) {
            range = new Range<T>(Optional.of(least), Optional.of(most), range.rule());
            return this;
        }

        /** Allows {@code least} and everything above. */
        public Builder<T> orMore(T least) {
            range = new Range<T>(Optional.of(least), Optional.empty(), range.rule());
            return this;
        }

        /** Requires that the value is not less than that of another setting. */
        public Builder<T> notLessThan(Setting<T> other) {
            notLess = other;
            return this;
        }

        /**
         * Allows values that pass a test.
         *
         * @param words for a table: {@code not blank}
         * @param demand for the end of a sentence: {@code must not be blank}
         */
        public Builder<T> rule(String words, String demand, Predicate<T> test) {
            range = new Range<T>(range.least(), range.most(), Optional.of(new Range.Rule<>(words, demand, test)));
            return this;
        }

        /** Sets what the setting does, and returns the setting. */
        public Setting<T> meaning(String words) {
            return new Setting<>(this, words);
        }
    }
}
