package dev.gitsync.format.label;

import dev.gitsync.format.FrontMatterValue;
import dev.gitsync.format.FrontMatterValue.Syntax;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A string with labels between commas or, if it has no comma, between blanks: {@code tags: a, b}.
 *
 * @param begin the position of the string
 * @param end the position after it
 * @param content what it says
 */
record StringLabels(String text, Syntax syntax, int begin, int end, String content) implements LabelValue {
    private static final List<String> NULLS = List.of("~", "null", "Null", "NULL");

    static Optional<LabelValue> read(String text, FrontMatterValue at, int begin) {
        int end = LabelStrings.end(text, begin, at);
        if (!LabelStrings.isRestBlank(text, end, at.end())) {
            return Optional.empty();
        }
        String written = text.substring(begin, end);
        if (at.syntax() != Syntax.TOML && NULLS.contains(written)) {
            return Optional.of(new StringLabels(text, at.syntax(), begin, end, ""));
        }
        return LabelStrings.read(written, at.syntax())
                .map(content -> new StringLabels(text, at.syntax(), begin, end, content));
    }

    private boolean hasCommas() {
        return content.indexOf(',') >= 0;
    }

    @Override
    public List<String> labels() {
        return Arrays.stream(hasCommas() ? content.split(",") : content.split("\\s+"))
                .map(String::strip)
                .filter(label -> !label.isEmpty())
                .toList();
    }

    @Override
    public String edited(Set<String> removed, List<String> added) {
        List<String> labels = new ArrayList<>(labels());
        boolean isOne = labels.size() < 2;
        boolean isShortened = labels.removeIf(removed::contains);
        labels.addAll(added);
        if (labels.isEmpty() || isOne) {
            return with(LabelStrings.list(labels, syntax));
        }
        String separator = separator();
        String joined = isShortened
                ? String.join(separator, labels)
                : content.stripTrailing() + separator + String.join(separator, added);
        return with(LabelStrings.write(joined, text.charAt(begin), syntax));
    }

    /** Returns the separator of the first two labels. */
    private String separator() {
        if (!hasCommas()) {
            return " ";
        }
        int at = content.indexOf(',') + 1;
        return at < content.length() && content.charAt(at) == ' ' ? ", " : ",";
    }

    @Override
    public Optional<String> rewritten(List<String> labels) {
        return Optional.of(with(LabelStrings.list(labels, syntax)));
    }

    private String with(String value) {
        return text.substring(0, begin) + value + text.substring(end);
    }
}
