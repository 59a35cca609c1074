package dev.gitsync.internal.proposal;

import java.util.HashMap;
import java.util.Map;

/**
 * Finds the markers that git leaves in a file when a merge fails: a line {@code <<<<<<<} and, at any distance after it, a line
 * {@code =======} or {@code >>>>>>>}. This also finds a conflict whose other lines were already removed, with or without the part
 * that git writes after {@code |||||||}. Markers begin a line and are followed by its end or, except for {@code =======}, by a
 * space. Markers in code count as well, because an example looks the same as a real conflict. Takes one pass, whatever the text is.
 */
public final class ConflictMarkers {
    private static final int LENGTH = 7;

    private ConflictMarkers() {}

    /** Returns whether a text contains an unresolved conflict. */
    public static boolean isIn(String text) {
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

    /**
     * Returns whether a text contains a conflict that {@code before} did not contain: either {@code before} had none, or a line
     * that begins or ends a conflict is new or occurs more often.
     */
    public static boolean isBroughtIn(String text, String before) {
        if (!isIn(text)) {
            return false;
        }
        if (!isIn(before)) {
            return true;
        }
        Map<String, Integer> known = ends(before);
        return ends(text).entrySet().stream().anyMatch(line -> line.getValue() > known.getOrDefault(line.getKey(), 0));
    }

    /** Returns how often each line that begins or ends a conflict occurs in a text. */
    private static Map<String, Integer> ends(String text) {
        Map<String, Integer> ends = new HashMap<>();
        int line = text.startsWith("\uFEFF") ? 1 : 0;
        while (line < text.length()) {
            int end = text.indexOf('\n', line);
            end = end < 0 ? text.length() : end;
            if (isMarker(text, line, '<', true) || isMarker(text, line, '>', true)) {
                ends.merge(text.substring(line, end).stripTrailing(), 1, Integer::sum);
            }
            line = end + 1;
        }
        return ends;
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
