package dev.gitsync.internal.plan;

/**
 * Finds what git leaves in a file whose merge nobody finished: a line that begins with seven {@code <} and a blank, below
 * it a line of seven {@code =}, below that a line that begins with seven {@code >} and a blank. One pass over the text,
 * because it is as long as a stranger made it.
 */
final class ConflictMarkers {
    private static final String OURS = "<<<<<<< ";
    private static final String MIDDLE = "=======";
    private static final String THEIRS = ">>>>>>> ";

    private ConflictMarkers() {}

    static boolean areIn(String text) {
        String wanted = OURS;
        for (int line = 0; line < text.length(); line = nextLine(text, line)) {
            if (text.startsWith(wanted, line) && (!wanted.equals(MIDDLE) || isWholeLine(text, line))) {
                if (wanted.equals(THEIRS)) {
                    return true;
                }
                wanted = wanted.equals(OURS) ? MIDDLE : THEIRS;
            }
        }
        return false;
    }

    private static boolean isWholeLine(String text, int line) {
        int end = line + MIDDLE.length();
        return text.startsWith("\n", end) || text.startsWith("\r\n", end);
    }

    private static int nextLine(String text, int line) {
        int end = text.indexOf('\n', line);
        return end < 0 ? text.length() : end + 1;
    }
}
