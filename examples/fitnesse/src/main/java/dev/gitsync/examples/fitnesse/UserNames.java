package dev.gitsync.examples.fitnesse;

/** Makes names of users safe for FitNesse, which uses them in the file names of older versions. */
final class UserNames {
    private static final int MAX_LENGTH = 60;

    private UserNames() {}

    /** The name without characters that have a meaning in a path or end a word. */
    static String safe(String user) {
        String safe = user.replaceAll("[^\\p{L}\\p{N}@._-]", "_").replaceFirst("^\\.+", "_");
        return safe.length() <= MAX_LENGTH ? safe : safe.substring(0, MAX_LENGTH);
    }
}
