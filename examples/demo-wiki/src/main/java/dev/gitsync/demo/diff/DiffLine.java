package dev.gitsync.demo.diff;

import java.util.List;

/**
 * One line of a comparison.
 *
 * @param sign where the line stands
 * @param before its number in the old text, from 1; 0 when it is not there
 * @param after its number in the new text, from 1; 0 when it is not there
 * @param spans what it says, without the line end
 */
public record DiffLine(Sign sign, int before, int after, List<Span> spans) {
    /** Takes a copy of the list. */
    public DiffLine {
        spans = List.copyOf(spans);
    }

    /** Where a line stands. */
    public enum Sign {
        /** In both texts. */
        SAME,
        /** In the old text only. */
        REMOVED,
        /** In the new text only. */
        ADDED
    }

    /** A part of a line, and whether the other side has something else here. */
    public record Span(String text, boolean changed) {}
}
