package dev.gitsync.markdown.link;

/**
 * A part of a text: {@code [start, end)}.
 *
 * @param start the position of the first {@code char}
 * @param end the position after the last {@code char}
 */
public record TextRange(int start, int end) {
    /**
     * Checks that the range is valid.
     *
     * @throws IllegalArgumentException if {@code start} is negative or greater than {@code end}
     */
    public TextRange {
        if (start < 0 || start > end) {
            throw new IllegalArgumentException("invalid range: [" + start + ", " + end + ")");
        }
    }

    /** Returns the number of {@code char}s. */
    public int length() {
        return end - start;
    }

    /** Returns this part of {@code text}. */
    public String of(String text) {
        return text.substring(start, end);
    }
}
