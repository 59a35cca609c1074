package dev.gitsync.spring;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.settings.GitSyncSettings;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * Reads the settings of gitsync from {@code gitsync.settings} and from the environment variables {@code GIT_SYNC_…}. A property wins over
 * a variable, whatever its spelling.
 */
final class SettingsReader {
    private static final String PREFIX = "git-sync.";
    private static final String VARIABLE = "GIT_SYNC_";

    private SettingsReader() {}

    /** @throws InvalidInputException if a value or the name of a property is invalid */
    static GitSyncSettings read(Map<String, String> properties, Map<String, String> environment) {
        Properties all = new Properties();
        environment.forEach((name, value) -> {
            if (name.startsWith(VARIABLE) && !value.isBlank() && !isSet(name, properties)) {
                all.setProperty(PREFIX + hyphens(name), value);
            }
        });
        properties.forEach((name, value) -> all.setProperty(PREFIX + name, value));
        try {
            return GitSyncSettings.fromProperties(all);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(String.valueOf(e.getMessage()).replace(PREFIX, "gitsync.settings."), e);
        }
    }

    private static boolean isSet(String variable, Map<String, String> properties) {
        String name = letters(variable.substring(VARIABLE.length()));
        return properties.keySet().stream()
                .anyMatch(property -> letters(property).equals(name));
    }

    private static String hyphens(String variable) {
        return variable.substring(VARIABLE.length()).toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String letters(String name) {
        return name.replaceAll("[-_.]", "").toLowerCase(Locale.ROOT);
    }
}
