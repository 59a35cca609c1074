package dev.gitsync.internal.plan;

/**
 * Finds what git leaves in a file when a merge fails: a line {@code <<<<<<<} and, somewhere after it, a line {@code =======}
 * or {@code >>>>>>>}; so that a conflict is found whose other lines were taken out already, with or without the part that
 * git writes behind {@code |||||||}. Markers begin a line and are followed by its end or, except for {@code =======}, by a
 * space. Inside of code they count as well: nobody can tell an example from a real conflict. One pass, whatever the text is.
 */
final class ConflictMarkers {
    private static final int LENGTH = 7;

    private ConflictMarkers() {}

    /** Whether a text holds a conflict that nobody resolved. */
    static boolean isIn(String text) {
        boolean isOpen = false;
        int line = text.startsWith("\uFEFF") ? 1 : 0;
        while (line >= 0 && line < text.length()) {
            if (isMarker(text, line, '<', true)) {
                isOpen = true;
            } else if (isOpen && (isMarker(text, line, '=', false) || isMarker(text, line, '>', true))) {
                return true;
            }
            int end = text.indexOf('\n', line);
            line = end < 0 ? -1 : end + 1;
        }
        return false;
    }

    private static boolean isMarker(String text, int line, char sign, boolean takesLabel) {
        int end = line + LENGTH;
        if (end > text.length()) {
            return false;
        }
        for (int i = line; i < end; i++) {
            if (text.charAt(i) != sign) {
                return false;
            }
        }
        if (end == text.length()) {
            return true;
        }
        char next = text.charAt(end);
        return next == '\n' || text.startsWith("\r\n", end) || (takesLabel && next == ' ');
    }
}
