package dev.gitsync.format.label;

import dev.gitsync.format.FrontMatterValue;
import dev.gitsync.format.FrontMatterValue.Syntax;
import java.util.Optional;

/** Recognises the form of a value. */
final class LabelValues {
    private LabelValues() {}

    /** Returns the value at a position, if it is a list or a string. */
    static Optional<LabelValue> read(String text, FrontMatterValue at) {
        int begin = at.begin();
        while (begin < at.end() && isBlank(text.charAt(begin))) {
            begin++;
        }
        boolean isSeparated = begin > at.begin() || at.syntax() == Syntax.TOML;
        boolean isEmpty = begin == at.end() || text.charAt(begin) == '#' || isLineEnd(text.charAt(begin));
        if (isEmpty) {
            return at.syntax() == Syntax.YAML && !isRestBlank(text, begin, at.end())
                    ? BlockLabels.read(text, at)
                    : EmptyLabels.read(text, at);
        }
        if (!isSeparated) {
            return Optional.empty();
        }
        return text.charAt(begin) == '[' ? FlowLabels.read(text, at, begin) : StringLabels.read(text, at, begin);
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
