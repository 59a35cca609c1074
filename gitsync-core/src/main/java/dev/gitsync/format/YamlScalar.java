package dev.gitsync.format;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Single-line YAML scalars: plain, in single quotes, in double quotes (YAML 1.2, sections 7.3.1 to 7.3.3). */
final class YamlScalar {
    /** Uses possessive quantifiers, so that a line of megabytes neither fills the stack nor takes quadratic time. */
    private static final Pattern QUOTED = Pattern.compile("[ \\t]*+(?:\"((?:[^\"\\\\\\r\\n]++|\\\\[^\\r\\n])*+)\""
            + "|'((?:[^'\\r\\n]++|'')*+)')(?:[ \\t]++(?:#[^\\r\\n]*+)?)?+(?:\\r?\\n)?");

    private static final Pattern PLAIN_START =
            Pattern.compile("[^\\s\"'|>&*!%@`\\[\\]{}#,?:-].*|[-?:][^\\s].*", Pattern.DOTALL);
    /** A value that every YAML reader takes for a string even without quotes. */
    private static final Pattern SAFE =
            Pattern.compile("\\p{L}(?:[\\p{L}\\p{M}\\p{N} _.,()/+&'!-]*[\\p{L}\\p{M}\\p{N}_.,()/+&'!-])?");

    private static final Pattern KEYWORD = Pattern.compile("(?i)true|false|null|yes|no|on|off|y|n");
    private static final StringEscapes ESCAPES = new StringEscapes(
            Pattern.compile("\\\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", Pattern.DOTALL),
            "0abtnvfre \"/\\N_LP",
            "\0\u0007\b\t\n\u000b\f\r\u001b \"/\\\u0085\u00a0\u2028\u2029");

    private static final Pattern QUOTED_KEY =
            Pattern.compile("(?:\"(?:[^\"\\\\]++|\\\\.)*+\"|'(?:[^']++|'')*+')[ \\t]*+:(?:[ \\t].*+)?");
    private static final String[] NO_KEY = {"[", "]", "}", ",", "&", "*", "!", "|", ">", "%", "@", "`", "- "};

    private YamlScalar() {}

    /**
     * Returns the position of the value of an entry of a block mapping, after the colon of its key, plain or in quotes;
     * -1 if the entry at {@code from} has another key.
     */
    static int valueOf(String key, String text, int from) {
        for (String written : new String[] {key, "\"" + key + "\"", "'" + key + "'"}) {
            if (text.startsWith(written, from)) {
                int colon = from + written.length();
                while (colon < text.length() && isBlank(text.charAt(colon))) {
                    colon++;
                }
                if (text.startsWith(":", colon)) {
                    return colon + 1;
                }
            }
        }
        return -1;
    }

    /**
     * Returns whether a line, without its indentation and line ending, is the first one of an entry of a block mapping.
     */
    static boolean isEntry(String line) {
        if (line.startsWith("? ")) {
            return true;
        }
        if (line.startsWith("\"") || line.startsWith("'")) {
            return QUOTED_KEY.matcher(line).matches();
        }
        return Arrays.stream(NO_KEY).noneMatch(line::startsWith)
                && !line.equals("-")
                && (line.endsWith(":") || line.contains(": ") || line.contains(":\t"));
    }

    /** Returns the value of the text after the colon, or null if that is empty or anything other than one scalar. */
    static @Nullable String read(String raw) {
        Matcher quoted = QUOTED.matcher(raw);
        if (quoted.matches()) {
            String single = quoted.group(2);
            return single != null ? single.replace("''", "'") : ESCAPES.unescape(quoted.group(1));
        }
        String value = plain(raw);
        return PLAIN_START.matcher(value).matches() && !value.contains(": ") && !value.endsWith(":") ? value : null;
    }

    /**
     * Returns the only line of {@code raw} without its comment; empty if there are more lines, or if no blank is at the
     * start.
     */
    private static String plain(String raw) {
        String line = raw.endsWith("\n") ? raw.substring(0, raw.length() - 1) : raw;
        line = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        if (line.isEmpty() || !isBlank(line.charAt(0)) || line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0) {
            return "";
        }
        int end = 1;
        while (end < line.length() && !(line.charAt(end) == '#' && isBlank(line.charAt(end - 1)))) {
            end++;
        }
        while (end > 0 && isBlank(line.charAt(end - 1))) {
            end--;
        }
        int begin = 0;
        while (begin < end && isBlank(line.charAt(begin))) {
            begin++;
        }
        return line.substring(begin, end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    /** Returns the shortest safe form of {@code value}: plain, or in double quotes. */
    static String write(String value) {
        return SAFE.matcher(value).matches() && !KEYWORD.matcher(value).matches() ? value : StringEscapes.quote(value);
    }
}
