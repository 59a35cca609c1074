package dev.gitsync.examples.fitnesse;

/** Names of users as FitNesse can bear them: they become part of the names of the files with older versions. */
final class UserNames {
    private static final int MAX_LENGTH = 60;

    private UserNames() {}

    /** The name, with nothing in it that means something in a path or ends a word. */
    static String safe(String user) {
        String safe = user.replaceAll("[^\\p{L}\\p{N}@._-]", "_").replaceFirst("^\\.+", "_");
        return safe.length() <= MAX_LENGTH ? safe : safe.substring(0, MAX_LENGTH);
    }
}
