package dev.gitsync.format;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Single-line YAML scalars: plain, in single quotes, in double quotes (YAML 1.2, sections 7.3.1 to 7.3.3). */
final class YamlScalar {
    private static final Pattern QUOTED = Pattern.compile(
            "[ \\t]*(?:\"((?:[^\"\\\\\\r\\n]|\\\\.)*)\"|'((?:[^'\\r\\n]|'')*)')[ \\t]*(?:[ \\t]#.*)?\\R?");
    private static final Pattern PLAIN = Pattern.compile("[ \\t]+([^\\r\\n]*?)[ \\t]*(?:[ \\t]#[^\\r\\n]*)?\\R?");
    private static final Pattern PLAIN_START = Pattern.compile("[^\\s\"'|>&*!%@`\\[\\]{}#,?:-].*|[-?:][^\\s].*");
    /** What may stand without quotes and still be a string to every YAML reader. */
    private static final Pattern SAFE =
            Pattern.compile("\\p{L}(?:[\\p{L}\\p{M}\\p{N} _.,()/+&'!-]*[\\p{L}\\p{M}\\p{N}_.,()/+&'!-])?");

    private static final Pattern KEYWORD = Pattern.compile("(?i)true|false|null|yes|no|on|off|y|n");
    private static final Pattern ESCAPE =
            Pattern.compile("\\\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", Pattern.DOTALL);
    private static final String ESCAPED = "0abtnvfre \"/\\N_LP";
    private static final String MEANT = "\0\u0007\b\t\n\u000b\f\r\u001b \"/\\\u0085\u00a0\u2028\u2029";

    private YamlScalar() {}

    /** The value of what stands behind the colon, or null when that is empty or anything else than one scalar. */
    static @Nullable String read(String raw) {
        Matcher quoted = QUOTED.matcher(raw);
        if (quoted.matches()) {
            String single = quoted.group(2);
            return single != null ? single.replace("''", "'") : unescaped(quoted.group(1));
        }
        Matcher plain = PLAIN.matcher(raw);
        if (!plain.matches()) {
            return null;
        }
        String value = plain.group(1);
        return PLAIN_START.matcher(value).matches() && !value.contains(": ") && !value.endsWith(":") ? value : null;
    }

    /** The shortest safe way to write {@code value}: plain, or in double quotes. */
    static String write(String value) {
        return SAFE.matcher(value).matches() && !KEYWORD.matcher(value).matches() ? value : quoted(value);
    }

    private static String quoted(String value) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || c == 0x7f || c == 0x85 || c == 0x2028 || c == 0x2029 || c == 0xfeff) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    private static @Nullable String unescaped(String value) {
        Matcher escape = ESCAPE.matcher(value);
        StringBuilder out = new StringBuilder();
        while (escape.find()) {
            String meant = meant(escape);
            if (meant == null) {
                return null;
            }
            escape.appendReplacement(out, Matcher.quoteReplacement(meant));
        }
        return escape.appendTail(out).toString();
    }

    private static @Nullable String meant(Matcher escape) {
        for (int group = 1; group <= 3; group++) {
            if (escape.group(group) != null) {
                int character = Integer.parseUnsignedInt(escape.group(group), 16);
                return Character.isValidCodePoint(character) ? Character.toString(character) : null;
            }
        }
        int known = ESCAPED.indexOf(escape.group(4));
        return known < 0 ? null : MEANT.substring(known, known + 1);
    }
}
