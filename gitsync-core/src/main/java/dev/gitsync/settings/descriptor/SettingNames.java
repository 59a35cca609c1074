package dev.gitsync.settings.descriptor;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the setting behind a name. In the name of a property, case, hyphens, underscores and dots after the prefix don't
 * matter: {@code git-sync.poll-interval-ms}, {@code git-sync.pollIntervalMs} and {@code gitSync.poll.interval.ms} are one
 * setting.
 */
final class SettingNames {
    private static final String PREFIX = "GIT_SYNC_";
    /** The maximum edit distance between a misspelt name and the suggested one. */
    private static final int NEAR = 4;

    private static final String NO_ADVICE = "Remove it, or correct its name; docs/operations.md lists all settings.";

    private final Map<String, Setting<?>> byVariable = new HashMap<>();
    /** The variables by their names without case and separators. */
    private final Map<String, String> byLetters = new HashMap<>();

    SettingNames(Collection<Setting<?>> table) {
        for (Setting<?> setting : table) {
            for (String variable : setting.variables()) {
                byVariable.put(variable, setting);
                byLetters.put(letters(variable), variable);
            }
        }
    }

    Optional<Setting<?>> ofVariable(String name) {
        return Optional.ofNullable(byVariable.get(name));
    }

    Optional<Setting<?>> ofProperty(String name) {
        return Optional.of(name)
                .filter(SettingNames::isOurs)
                .map(ours -> byLetters.get(letters(ours)))
                .map(byVariable::get);
    }

    /** Returns what to do about a variable; empty when it is a setting, or does not begin with the prefix. */
    Optional<String> adviceForVariable(String name) {
        return name.startsWith(PREFIX) && ofVariable(name).isEmpty()
                ? Optional.of(nearest(name).map(SettingNames::question).orElse(NO_ADVICE))
                : Optional.empty();
    }

    /** Returns what to do about a property; empty when it is a setting, or does not begin with the prefix. */
    Optional<String> adviceForProperty(String name) {
        return isOurs(name) && ofProperty(name).isEmpty()
                ? Optional.of(nearest(name)
                        .map(SettingNames::property)
                        .map(SettingNames::question)
                        .orElse(NO_ADVICE))
                : Optional.empty();
    }

    /**
     * Returns whether a property has a prefix of gitsync; the prefix {@code gitsync.} belongs to the application that
     * embeds it.
     */
    private static boolean isOurs(String property) {
        return property.startsWith("git-sync.") || property.startsWith("git_sync.") || property.startsWith("gitSync.");
    }

    private static String question(String name) {
        return "Did you mean " + name + "?";
    }

    private Optional<String> nearest(String name) {
        String letters = letters(name);
        return byLetters.entrySet().stream()
                .filter(entry -> distance(letters, entry.getKey()) <= NEAR)
                .min(Comparator.comparingInt((Map.Entry<String, String> entry) -> distance(letters, entry.getKey()))
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getValue);
    }

    /** Returns the property name that the documentation uses for a variable. */
    private static String property(String variable) {
        return variable.toLowerCase(Locale.ROOT).replace('_', '-').replaceFirst("^git-sync-", "git-sync.");
    }

    private static String letters(String name) {
        return name.replaceAll("[-_.]", "").toLowerCase(Locale.ROOT);
    }

    /** Returns the Levenshtein distance, the least number of characters to insert, delete or replace, row by row. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
