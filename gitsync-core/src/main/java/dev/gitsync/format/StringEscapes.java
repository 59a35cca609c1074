package dev.gitsync.format;

import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The escapes in the double-quoted strings of a language: after a backslash, the code of a character in hexadecimal digits, or
 * a letter that stands for a character.
 */
final class StringEscapes {
    private final Pattern escape;
    private final String letters;
    private final String meanings;

    /**
     * Defines the escapes of a language.
     *
     * @param escape matches an escape; its last group is the letter, and each other group the digits of a code
     * @param letters the letters
     * @param meanings the characters that the letters stand for, in the same order
     */
    StringEscapes(Pattern escape, String letters, String meanings) {
        this.escape = escape;
        this.letters = letters;
        this.meanings = meanings;
    }

    /** Returns the value of a string, without its quotes, or null if one of its escapes is invalid. */
    @Nullable
    String unescape(String string) {
        Matcher found = escape.matcher(string);
        StringBuilder out = new StringBuilder();
        while (found.find()) {
            String meaning = meaning(found);
            if (meaning == null) {
                return null;
            }
            found.appendReplacement(out, Matcher.quoteReplacement(meaning));
        }
        return found.appendTail(out).toString();
    }

    private @Nullable String meaning(Matcher found) {
        int last = found.groupCount();
        for (int group = 1; group < last; group++) {
            if (found.group(group) != null) {
                int character = Integer.parseUnsignedInt(found.group(group), 16);
                return Character.isValidCodePoint(character) ? Character.toString(character) : null;
            }
        }
        int known = letters.indexOf(found.group(last));
        return known < 0 ? null : meanings.substring(known, known + 1);
    }

    /** Returns {@code value} in double quotes, with escapes that YAML and TOML have in common. */
    static String quote(String value) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' '
                    || c == 0x7f
                    || c == 0x85
                    || c == 0x2028
                    || c == 0x2029
                    || c == 0xfeff
                    || isLoneSurrogate(value, i)) {
                out.append("\\u").append(HexFormat.of().toHexDigits(c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    /** Returns whether UTF-8 can't encode the character, which an escape can. */
    private static boolean isLoneSurrogate(String value, int at) {
        char c = value.charAt(at);
        return Character.isHighSurrogate(c)
                ? at + 1 == value.length() || !Character.isLowSurrogate(value.charAt(at + 1))
                : Character.isLowSurrogate(c) && (at == 0 || !Character.isHighSurrogate(value.charAt(at - 1)));
    }
}
