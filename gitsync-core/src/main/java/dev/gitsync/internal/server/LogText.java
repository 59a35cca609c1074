package dev.gitsync.internal.server;

import org.jspecify.annotations.Nullable;

/** Prepares text from clients for one line of a log. */
public final class LogText {
    private static final int MAX_CHARS = 200;

    private LogText() {}

    /** Returns at most 200 characters of {@code text}, with a question mark for each control character and line separator. */
    public static String clean(@Nullable Object text) {
        String line = String.valueOf(text);
        return line.substring(0, Math.min(line.length(), MAX_CHARS)).replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
    }
}
