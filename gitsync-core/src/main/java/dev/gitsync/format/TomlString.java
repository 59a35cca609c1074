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
     * Returns the end of the entry that begins at {@code line}: the end of its line, or of the line on which its multi-line string
     * or its array ends.
     */
    static int endOfEntry(String text, int line, int end) {
        int next = behindLine(text, line, end);
        int equals = text.indexOf('=', line);
        if (equals < 0
                || equals >= next
                || text.substring(line, equals).stripLeading().startsWith("#")) {
            return next;
        }
        int depth = 0;
        for (int at = equals + 1; at < end; ) {
            char c = text.charAt(at);
            if (c == '\n' && depth <= 0) {
                return at + 1;
            }
            if (c == '"' || c == '\'') {
                at = stringEnd(text, at, end);
            } else if (c == '#') {
                at = lineEnd(text, at, end);
            } else {
                depth += isOneOf(c, "[{") ? 1 : isOneOf(c, "]}") ? -1 : 0;
                at++;
            }
        }
        return end;
    }

    private static boolean isOneOf(char c, String characters) {
        return characters.indexOf(c) >= 0;
    }

    /** Returns the position after the string at {@code from}; a string on one line ends at the latest with its line. */
    static int stringEnd(String text, int from, int end) {
        for (String quotes : LONG_QUOTES) {
            if (text.startsWith(quotes, from)) {
                int close = text.indexOf(quotes, from + quotes.length());
                return close < 0 || close >= end ? end : close + quotes.length();
            }
        }
        char quote = text.charAt(from);
        int last = lineEnd(text, from, end);
        for (int at = from + 1; at < last; at++) {
            if (text.charAt(at) == '\\' && quote == '"') {
                at++;
            } else if (text.charAt(at) == quote) {
                return at + 1;
            }
        }
        return last;
    }

    private static int lineEnd(String text, int from, int end) {
        int to = text.indexOf('\n', from);
        return to < 0 ? end : Math.min(to, end);
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
