package dev.gitsync.internal.links;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One line {@code key = value} of {@code .gitmodules}.
 *
 * @param before all text before the value
 * @param key in lower case, as git compares keys
 * @param value without quotes around it
 */
record SubmoduleLine(String before, String key, String value) {
    private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}]");
    private static final Pattern SYNTAX = Pattern.compile("[\"\\\\]");
    private static final Pattern COMMENT = Pattern.compile("[#;]");

    /** Parses the line; empty if it does not have this form. */
    static Optional<SubmoduleLine> of(String line) {
        int equals = line.indexOf('=');
        String key = equals < 0 ? "" : trimmed(line.substring(0, equals));
        String value = trimmed(line.substring(equals + 1));
        boolean isQuoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        String inner = isQuoted ? value.substring(1, value.length() - 1) : value;
        boolean isPlain = !CONTROL.matcher(inner).find()
                && !SYNTAX.matcher(inner).find()
                && (isQuoted || !COMMENT.matcher(inner).find());
        return isPlain && KEY.matcher(key).matches()
                ? Optional.of(new SubmoduleLine(
                        line.substring(0, line.indexOf(value, equals + 1)), key.toLowerCase(Locale.ROOT), inner))
                : Optional.empty();
    }

    /**
     * Returns the text without spaces and tabs around it. Other white space stays, in particular a carriage return: whether git
     * treats it as part of the value depends on its version.
     */
    static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isBlank(char character) {
        return character == ' ' || character == '\t';
    }

    /** Returns whether a line, without white space around it, is a comment. */
    static boolean isComment(String text) {
        return (text.startsWith("#") || text.startsWith(";"))
                && !CONTROL.matcher(text.replace('\t', ' ')).find();
    }

    /** Returns the line with another value. */
    String withValue(String other) {
        boolean needsQuotes = COMMENT.matcher(other).find() || !other.equals(trimmed(other));
        return before + (needsQuotes ? '"' + other + '"' : other);
    }
}
