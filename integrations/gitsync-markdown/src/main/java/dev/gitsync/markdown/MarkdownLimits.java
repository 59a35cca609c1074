package dev.gitsync.markdown;

/**
 * How large a text may be for its links to be read.
 *
 * @param maxChars the length of the text
 * @param maxLines the number of its lines
 * @param maxLinks the number of its links
 */
public record MarkdownLimits(int maxChars, int maxLines, int maxLinks) {
    private static final long MAX_COPIES = 400_000_000;

    /** 4 Mi chars, 200,000 lines and 100,000 links. */
    public static final MarkdownLimits DEFAULT = new MarkdownLimits(4 << 20, 200_000, 100_000);

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if one is negative
     */
    public MarkdownLimits {
        if (maxChars < 0 || maxLines < 0 || maxLinks < 0) {
            throw new IllegalArgumentException("A limit must not be negative.");
        }
    }

    /**
     * Returns whether a text keeps the limits of its size. commonmark-java copies the lines of a paragraph for each of its
     * lines, so the squares of lengths of paragraphs count as well: one may have 28,000 lines.
     */
    boolean allows(String text) {
        if (text.length() > maxChars) {
            return false;
        }
        int lines = 1;
        long copies = 0;
        long paragraph = 0;
        boolean blank = true;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\n' || (c == '\r' && !text.startsWith("\n", at + 1))) {
                paragraph = blank ? 0 : paragraph + 1;
                copies += paragraph;
                lines++;
                blank = true;
            } else {
                blank &= c <= ' ';
            }
        }
        return lines <= maxLines && copies <= MAX_COPIES;
    }
}
