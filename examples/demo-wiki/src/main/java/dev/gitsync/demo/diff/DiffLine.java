package dev.gitsync.demo.diff;

import java.util.List;

/**
 * One line of a comparison.
 *
 * @param sign which text has the line
 * @param before its number in the old text, from 1; 0 if it is not there
 * @param after its number in the new text, from 1; 0 if it is not there
 * @param spans its text without the line end
 */
public record DiffLine(Sign sign, int before, int after, List<Span> spans) {
    /** Takes a copy of the list. */
    public DiffLine {
        spans = List.copyOf(spans);
    }

    /** Which text has a line. */
    public enum Sign {
        /** In both texts. */
        SAME,
        /** In the old text only. */
        REMOVED,
        /** In the new text only. */
        ADDED
    }

    /** A part of a line, and whether it differs from the other text. */
    public record Span(String text, boolean changed) {}
}
