package dev.gitsync.internal.mirror.remote.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** Collects what a remote says, up to 8 KiB, and cleans it for reports and logs. Not safe for use by several threads. */
public final class RemoteWords {
    private static final int MAX_CHARS = 8 << 10;
    private static final int MAX_LINES = 20;
    private static final int MAX_LINE_CHARS = 300;
    private static final Pattern ESCAPES = Pattern.compile("\u001b\\[[0-9;?]*[A-Za-z]");
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}]+");

    private final StringBuilder text = new StringBuilder();

    /** Adds bytes in UTF-8; ignores what exceeds the limit. */
    public void add(byte[] bytes, int from, int length) {
        int room = MAX_CHARS - text.length();
        if (room > 0) {
            text.append(new String(bytes, from, Math.min(length, room), StandardCharsets.UTF_8));
        }
    }

    /** Returns the lines that say something: 20 at most, not yet {@link #shortened}. */
    public List<String> lines() {
        return lines(text.toString());
    }

    /** Returns the lines of {@code text} that say something, cleaned likewise. */
    public static List<String> lines(String text) {
        return ESCAPES.matcher(text)
                .replaceAll("")
                .lines()
                .map(RemoteWords::cleaned)
                .filter(line -> !line.isEmpty())
                .limit(MAX_LINES)
                .toList();
    }

    private static String cleaned(String line) {
        return UNSEEN.matcher(line).replaceAll(" ").strip();
    }

    /** Returns a line as it is shown. Secrets must be removed before, or a part of one could remain. */
    public static String shortened(String line) {
        return line.length() <= MAX_LINE_CHARS ? line : line.substring(0, MAX_LINE_CHARS) + "…";
    }
}
