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
        while (begin < at.end() && LabelStrings.isBlank(text.charAt(begin))) {
            begin++;
        }
        boolean isSeparated = begin > at.begin() || at.syntax() == Syntax.TOML;
        boolean isEmpty = begin == at.end() || text.charAt(begin) == '#' || LabelStrings.isLineEnd(text.charAt(begin));
        if (isEmpty) {
            return at.syntax() == Syntax.YAML && !LabelStrings.isRestBlank(text, begin, at.end())
                    ? BlockLabels.read(text, at)
                    : EmptyLabels.read(text, at);
        }
        if (!isSeparated) {
            return Optional.empty();
        }
        return text.charAt(begin) == '[' ? FlowLabels.read(text, at, begin) : StringLabels.read(text, at, begin);
    }
}
