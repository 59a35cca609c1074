package dev.gitsync.settings;

import dev.gitsync.error.InvalidInputException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the setting behind the name of a property. Case, hyphens, underscores and dots after the prefix don't matter:
 * {@code git-sync.poll-interval-ms}, {@code git-sync.pollIntervalMs} and {@code gitSync.poll.interval.ms} are one setting.
 */
final class PropertyNames {
    /** How many characters a misspelt name may differ by, for the right one to be suggested. */
    private static final int NEAR = 4;

    /** By what is left of the name without case and separators. */
    private final Map<String, String> variables = new HashMap<>();

    PropertyNames(Collection<String> variables) {
        variables.forEach(variable -> this.variables.put(letters(variable), variable));
    }

    /**
     * The variable of the setting; empty for a property that is not gitsync's.
     *
     * @throws InvalidInputException when the name has gitsync's prefix and is no setting
     */
    Optional<String> variable(String property) {
        int dot = property.indexOf('.');
        if (dot < 0 || !isPrefix(property.substring(0, dot))) {
            return Optional.empty();
        }
        String letters = letters(property);
        String variable = variables.get(letters);
        if (variable == null) {
            throw new InvalidInputException(property + " is not a setting of gitsync. " + advice(letters));
        }
        return Optional.of(variable);
    }

    /** {@code gitsync.} is left to the application, which may have settings of its own for what it embeds. */
    private static boolean isPrefix(String first) {
        return first.equals("git-sync") || first.equals("git_sync") || first.equals("gitSync");
    }

    private String advice(String letters) {
        return variables.entrySet().stream()
                .filter(entry -> distance(letters, entry.getKey()) <= NEAR)
                .min(Comparator.comparingInt((Map.Entry<String, String> entry) -> distance(letters, entry.getKey()))
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(nearest -> "Did you mean " + property(nearest.getValue()) + "?")
                .orElse("Remove it, or correct its name; docs/operations.md lists all settings.");
    }

    /** The name of the property that the documentation uses for a variable. */
    private static String property(String variable) {
        return variable.toLowerCase(Locale.ROOT).replace('_', '-').replaceFirst("^git-sync-", "git-sync.");
    }

    private static String letters(String name) {
        return name.replaceAll("[-_.]", "").toLowerCase(Locale.ROOT);
    }

    /** The least number of characters to insert, delete or replace (Levenshtein), row by row. */
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
