package dev.gitsync.format;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Keys and single-line strings of TOML 1.0, basic ({@code "…"}) and literal ({@code '…'}). */
final class TomlString {
    private static final Pattern BASIC = Pattern.compile("\"((?:[^\"\\\\\\p{Cntrl}]++|\t|\\\\[^\\r\\n])*+)\"(.*+)");
    private static final Pattern LITERAL = Pattern.compile("'([^'\\r\\n]*+)'(.*+)");
    private static final StringEscapes ESCAPES = new StringEscapes(
            Pattern.compile("\\\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", Pattern.DOTALL),
            "btnfr\"\\",
            "\b\t\n\f\r\"\\");
    private static final String[] LONG_QUOTES = {"\"\"\"", "'''"};

    private TomlString() {}

    /** Returns the text after the equals sign if the entry has this key, bare or quoted, otherwise null. */
    static @Nullable String valueOf(String key, String entry) {
        String rest = entry.stripLeading();
        for (String written : new String[] {key, "\"" + key + "\"", "'" + key + "'"}) {
            if (rest.startsWith(written)) {
                String behind = rest.substring(written.length()).stripLeading();
                if (behind.startsWith("=")) {
                    return behind.substring(1);
                }
            }
        }
        return null;
    }

    /**
     * Returns the end of the entry that begins at {@code line}: the end of its line, or of the line on which its
     * multi-line string ends.
     */
    static int endOfEntry(String text, int line, int end) {
        int next = behindLine(text, line, end);
        int equals = text.indexOf('=', line);
        for (String quotes : LONG_QUOTES) {
            int open = equals < 0 ? -1 : text.indexOf(quotes, equals);
            if (open >= 0 && open < next && text.substring(equals + 1, open).isBlank()) {
                int close = text.indexOf(quotes, open + quotes.length());
                return close < 0 ? end : behindLine(text, close, end);
            }
        }
        return next;
    }

    /** Returns the value, or null if it is anything other than one string on one line. */
    static @Nullable String read(String raw) {
        String value = raw.strip();
        for (String quotes : LONG_QUOTES) {
            if (value.startsWith(quotes)) {
                return null;
            }
        }
        Matcher basic = BASIC.matcher(value);
        if (basic.matches() && isEnd(basic.group(2))) {
            return ESCAPES.unescape(basic.group(1));
        }
        Matcher literal = LITERAL.matcher(value);
        return literal.matches() && isEnd(literal.group(2)) ? literal.group(1) : null;
    }

    private static boolean isEnd(String behind) {
        String rest = behind.strip();
        return rest.isEmpty() || rest.startsWith("#");
    }

    private static int behindLine(String text, int from, int end) {
        int to = text.indexOf('\n', from);
        return to < 0 || to >= end ? end : to + 1;
    }
}
