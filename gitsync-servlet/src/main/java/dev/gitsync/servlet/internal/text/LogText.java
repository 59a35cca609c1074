package dev.gitsync.servlet.internal.text;

import org.jspecify.annotations.Nullable;

/** Makes a stranger's text fit for one line of a log. */
public final class LogText {
    private static final int MAX_CHARS = 200;

    private LogText() {}

    /** {@code text} cut to a decent length, with a question mark for everything that could begin a new line. */
    public static String clean(@Nullable Object text) {
        String line = String.valueOf(text);
        return line.substring(0, Math.min(line.length(), MAX_CHARS)).replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
    }
}
