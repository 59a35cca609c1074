package dev.gitsync.format;

import dev.gitsync.format.FrontMatterValue.Syntax;
import java.util.Optional;

/** Single-line strings in front matter. */
public final class FrontMatterStrings {
    private FrontMatterStrings() {}

    /**
     * Returns the end of the string that begins at a position, at the latest that of its line. In a flow, a string without quotes ends
     * before a comma or a bracket.
     */
    public static int end(String text, int begin, FrontMatterValue at) {
        char c = text.charAt(begin);
        if (at.syntax() == Syntax.TOML) {
            return c == '"' || c == '\'' ? TomlString.stringEnd(text, begin, at.limit()) : plainEnd(text, begin, at);
        }
        return c == '"' || c == '\'' ? quotedEnd(text, begin, at.limit()) : plainEnd(text, begin, at);
    }

    private static int quotedEnd(String text, int begin, int limit) {
        char quote = text.charAt(begin);
        for (int at = begin + 1; at < limit && !isLineEnd(text.charAt(at)); at++) {
            char c = text.charAt(at);
            if (c == '\\' && quote == '"') {
                at++;
            } else if (c == quote && quote == '\'' && text.startsWith("'", at + 1)) {
                at++;
            } else if (c == quote) {
                return at + 1;
            }
        }
        return begin;
    }

    private static int plainEnd(String text, int begin, FrontMatterValue at) {
        int last = begin;
        for (int i = begin; i < at.limit() && !isLineEnd(text.charAt(i)); i++) {
            char c = text.charAt(i);
            boolean isBlank = c == ' ' || c == '\t';
            boolean isComment = c == '#' && (at.syntax() == Syntax.TOML || (i > 0 && isBlank(text.charAt(i - 1))));
            if (isComment || (at.syntax() != Syntax.YAML && ",[]{}".indexOf(c) >= 0)) {
                return last;
            }
            last = isBlank ? last : i + 1;
        }
        return last;
    }

    /** Returns what a string says; empty if it is anything but one string on one line. */
    public static Optional<String> read(String written, Syntax syntax) {
        if (syntax == Syntax.TOML) {
            return Optional.ofNullable(TomlString.read(written));
        }
        return Optional.ofNullable(YamlScalar.read(" " + written));
    }

    /** Returns a string in double quotes, with escapes that YAML and TOML have in common. */
    public static String quote(String value) {
        return StringEscapes.quote(value);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }
}
