package dev.gitsync.spring;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.lock.LeaseSettings;
import dev.gitsync.settings.GitSyncSettings;
import java.util.Map;
import java.util.Properties;
import java.util.function.BiFunction;

/**
 * Reads the settings of gitsync from {@code gitsync.settings} and from the environment variables {@code GIT_SYNC_…}. A property wins over
 * a variable, whatever its spelling.
 */
final class SettingsReader {
    private static final String PREFIX = "git-sync.";

    private SettingsReader() {}

    /**
     * Reads all settings.
     *
     * @throws InvalidInputException if a value or the name of a property is invalid
     */
    static GitSyncSettings read(Map<String, String> properties, Map<String, String> environment) {
        return read(properties, environment, GitSyncSettings::fromProperties);
    }

    /**
     * Reads the settings of leases.
     *
     * @throws InvalidInputException if a value is invalid
     */
    static LeaseSettings leases(Map<String, String> properties, Map<String, String> environment) {
        return read(properties, environment, LeaseSettings::fromProperties);
    }

    private static <T> T read(
            Map<String, String> properties,
            Map<String, String> environment,
            BiFunction<Properties, Map<String, String>, T> reader) {
        Properties all = new Properties();
        properties.forEach((name, value) -> all.setProperty(PREFIX + name, value));
        try {
            return reader.apply(all, environment);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(String.valueOf(e.getMessage()).replace(PREFIX, "gitsync.settings."), e);
        }
    }
}
