package dev.gitsync.settings.descriptor;

import dev.gitsync.error.InvalidInputException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Holds the values of settings. Settings without a value have their defaults. Immutable. */
public final class SettingValues {
    private final Map<Setting<?>, Object> given;

    private SettingValues(Map<Setting<?>, Object> given) {
        this.given = Map.copyOf(given);
    }

    /** Begins with the defaults. */
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
            table.forEach(setting -> setting.check(values));
            return values;
        }

        SettingValues unchecked() {
            return new SettingValues(given);
        }
    }
}
