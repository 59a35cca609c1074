package dev.gitsync.settings.descriptor;

import dev.gitsync.error.InvalidInputException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Holds the values of settings. Settings without a value have their defaults. Immutable. */
public final class SettingValues {
    private final Map<Setting<?>, Object> given;

    private SettingValues(Map<Setting<?>, Object> given) {
        this.given = Map.copyOf(given);
    }

    /** Returns a builder that begins with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the value of a setting.
     *
     * @throws NoSuchElementException when it was not set and has no default
     */
    public <T extends Comparable<T>> T get(Setting<T> setting) {
        return find(setting).orElseThrow(() -> new NoSuchElementException(setting.name() + " has no value"));
    }

    /** Returns the value of a setting; empty when it was not set and has no default. */
    @SuppressWarnings("unchecked") // Builder.set put it there
    public <T extends Comparable<T>> Optional<T> find(Setting<T> setting) {
        return Optional.ofNullable((T) given.get(setting)).or(setting::standard);
    }

    /** Checks the value of a setting against its range, of which the value of another setting may be an end. */
    <T extends Comparable<T>> void check(Setting<T> setting) {
        find(setting).ifPresent(value -> setting.check(value, setting.notLess().map(this::get)));
    }

    /** Collects values. Not safe for use by several threads. */
    public static final class Builder {
        private final Map<Setting<?>, Object> given = new HashMap<>();

        private Builder() {}

        /** Sets a value, which {@link #build} checks. */
        public <T extends Comparable<T>> void set(Setting<T> setting, T value) {
            given.put(setting, value);
        }

        /**
         * Checks the values of all settings of a table.
         *
         * @throws InvalidInputException when a value is out of its range; the message names the setting, the value and the
         *     range
         */
        public SettingValues build(Collection<Setting<?>> table) {
            SettingValues values = unchecked();
            table.forEach(values::check);
            return values;
        }

        SettingValues unchecked() {
            return new SettingValues(given);
        }
    }

    /**
     * Reads the settings of a table from environment variables, or from properties. A property has the name of the variable in
     * lower case, with hyphens in place of underscores and {@code git-sync.} at the beginning: {@code git-sync.poll-interval-ms}.
     * Case and separators don't matter. Blank values count as not set. Immutable.
     */
    public static final class Reader {
        private final List<Setting<?>> table;
        private final SettingNames names;

        /** A text, and the name by which it was set. */
        private record Given(String name, String text) {
            @Override
            public String toString() {
                return " (set by " + name + "=" + text + ")";
            }
        }

        /** Creates a reader of the settings of {@code table}. */
        public Reader(Collection<Setting<?>> table) {
            this.table = List.copyOf(table);
            this.names = new SettingNames(this.table);
        }

        /**
         * Reads the variables that are settings of the table, and ignores all others.
         *
         * @throws InvalidInputException when a value is invalid; the message names the variable, the value and the range
         */
        public SettingValues environment(Map<String, String> variables) {
            return read(given(variables));
        }

        /**
         * Reads the properties that are settings of the table, and the variables of the settings that no property sets; ignores all
         * others.
         *
         * @throws InvalidInputException as {@link #environment}, with the name of the property as it was given; also when two
         *     names set one setting
         */
        public SettingValues propertiesOver(Map<String, String> variables, Properties properties) {
            Map<Setting<?>, Given> given = given(variables);
            given.putAll(given(properties));
            return read(given);
        }

        private Map<Setting<?>, Given> given(Map<String, String> variables) {
            Map<Setting<?>, Given> given = new LinkedHashMap<>();
            new TreeMap<>(variables)
                    .forEach((name, text) -> names.ofVariable(name)
                            .ifPresent(setting -> put(given, setting, new Given(name, text.strip()))));
            return given;
        }

        private Map<Setting<?>, Given> given(Properties properties) {
            Map<Setting<?>, Given> given = new LinkedHashMap<>();
            properties.stringPropertyNames().stream()
                    .sorted()
                    .forEach(name -> names.ofProperty(name)
                            .ifPresent(setting -> put(
                                    given,
                                    setting,
                                    new Given(name, properties.getProperty(name).strip()))));
            return given;
        }

        /** Returns a sentence for each variable that begins with {@code GIT_SYNC_} and is no setting of the table. */
        public List<String> unknown(Map<String, String> variables) {
            return sentences(variables.keySet().stream(), names::adviceForVariable);
        }

        /** Returns a sentence for each property that begins with {@code git-sync.} and is no setting of the table. */
        public List<String> unknown(Properties properties) {
            return sentences(properties.stringPropertyNames().stream(), names::adviceForProperty);
        }

        private static List<String> sentences(Stream<String> names, Function<String, Optional<String>> advice) {
            return names.sorted()
                    .flatMap(name ->
                            advice.apply(name).map(words -> name + " is not a setting of gitsync. " + words).stream())
                    .toList();
        }

        private static void put(Map<Setting<?>, Given> all, Setting<?> setting, Given value) {
            if (value.text().isEmpty()) {
                return;
            }
            Given other = all.put(setting, value);
            if (other != null) {
                throw new InvalidInputException(
                        other.name() + " and " + value.name() + " are the same setting. Remove one of them.");
            }
        }

        private SettingValues read(Map<Setting<?>, Given> given) {
            SettingValues.Builder values = SettingValues.builder();
            given.forEach((setting, value) -> parse(setting, value, values));
            for (Setting<?> setting : table) {
                try {
                    values.unchecked().check(setting);
                } catch (InvalidInputException e) {
                    throw new InvalidInputException(e.getMessage() + origin(setting, given), e);
                }
            }
            return values.unchecked();
        }

        private static <T extends Comparable<T>> void parse(
                Setting<T> setting, Given value, SettingValues.Builder values) {
            try {
                values.set(setting, setting.parse(value.text()));
            } catch (InvalidInputException e) {
                throw new InvalidInputException(
                        value.name() + " is '" + value.text() + "', but must be " + e.getMessage(), e);
            }
        }

        /** Returns a note on where the value was set: that of the setting itself, or of the one that its range depends on. */
        private static String origin(Setting<?> setting, Map<Setting<?>, Given> given) {
            @Nullable Given own = given.get(setting);
            if (own != null) {
                return own.toString();
            }
            return given.entrySet().stream()
                    .filter(entry -> setting.dependsOn(entry.getKey()))
                    .map(entry -> entry.getValue().toString())
                    .findFirst()
                    .orElse("");
        }
    }
}
