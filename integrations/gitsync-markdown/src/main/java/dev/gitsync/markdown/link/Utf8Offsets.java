package dev.gitsync.markdown.link;

/**
 * Converts positions in a text to positions in its bytes in UTF-8. Creating it reads the text once; each conversion reads at
 * most 64 {@code char}s. Immutable.
 */
public final class Utf8Offsets {
    private static final int STEP = 64;

    private final String text;
    /** The number of bytes before each {@value #STEP}th char. */
    private final int[] marks;

    /**
     * Creates the converter of a text.
     *
     * @param text well-formed, as decoded from UTF-8: a surrogate stands only in a pair
     */
    public Utf8Offsets(String text) {
        this.text = text;
        this.marks = new int[text.length() / STEP + 1];
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            if (i % STEP == 0) {
                marks[i / STEP] = bytes;
            }
            bytes += bytes(text.charAt(i));
        }
        if (text.length() % STEP == 0) {
            marks[text.length() / STEP] = bytes;
        }
    }

    /** Returns the number of bytes before the char at {@code position}, which is at most the length of the text. */
    public int at(int position) {
        int bytes = marks[position / STEP];
        for (int i = position / STEP * STEP; i < position; i++) {
            bytes += bytes(text.charAt(i));
        }
        return bytes;
    }

    /** Returns the range of bytes of a range of {@code char}s. */
    public TextRange of(TextRange range) {
        return new TextRange(at(range.start()), at(range.end()));
    }

    /** Returns the bytes of one char: a pair of surrogates has four, of which each gets two. */
    private static int bytes(char c) {
        if (c < 0x80) {
            return 1;
        }
        return c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
}
