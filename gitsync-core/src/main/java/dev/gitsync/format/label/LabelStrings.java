package dev.gitsync.format.label;

import dev.gitsync.format.FrontMatterStrings;
import dev.gitsync.format.FrontMatterValue;
import dev.gitsync.format.FrontMatterValue.Syntax;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Strings in front matter that are labels or contain some, and what is around them. */
final class LabelStrings {
    /** What every reader of YAML takes for a string without quotes, in any place. */
    private static final Pattern PLAIN =
            Pattern.compile("\\p{L}[\\p{L}\\p{M}\\p{N}_./+'-]*+(?: [\\p{L}\\p{M}\\p{N}_./+'-]++)*+");

    private static final Pattern KEYWORD = Pattern.compile("(?i)true|false|null|yes|no|on|off|y|n");

    private LabelStrings() {}

    /** Returns the end of the string that begins at a position, at the latest that of its line. */
    static int end(String text, int begin, FrontMatterValue at) {
        return FrontMatterStrings.end(text, begin, at);
    }

    /** Returns what a string says; empty if it is anything but one string on one line. */
    static Optional<String> read(String written, Syntax syntax) {
        return FrontMatterStrings.read(written, syntax);
    }

    /** Returns labels as a list in brackets. */
    static String list(List<String> labels, Syntax syntax) {
        return labels.stream()
                .map(label -> write(label, isPlain(label) && syntax != Syntax.TOML ? label.charAt(0) : '"', syntax))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static boolean isPlain(String value) {
        return PLAIN.matcher(value).matches() && !KEYWORD.matcher(value).matches();
    }

    /**
     * Returns a string as it is written.
     *
     * @param like the first character of a string like which this one is to be written, if possible
     */
    static String write(String value, char like, Syntax syntax) {
        boolean isPrintable =
                value.chars().noneMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || c == 0xfeff);
        if (like == '\'' && isPrintable && (syntax != Syntax.TOML || value.indexOf('\'') < 0)) {
            return "'" + value.replace("'", syntax == Syntax.TOML ? "'" : "''") + "'";
        }
        boolean isQuoted = like == '"' || like == '\'' || syntax == Syntax.TOML;
        boolean isLine = syntax == Syntax.YAML && value.indexOf(',') >= 0;
        if (!isQuoted && (isPlain(value) || (isLine && isPlain(value.replace(",", ""))))) {
            return value;
        }
        return FrontMatterStrings.quote(value);
    }

    /** Returns whether there is nothing but blanks and comments. */
    static boolean isRestBlank(String text, int begin, int end) {
        return text.substring(begin, end).lines().allMatch(line -> {
            String solid = line.strip();
            return solid.isEmpty() || solid.startsWith("#");
        });
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }
}
