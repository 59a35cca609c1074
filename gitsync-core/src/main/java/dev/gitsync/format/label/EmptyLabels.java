package dev.gitsync.format.label;

import dev.gitsync.format.FrontMatterValue;
import dev.gitsync.format.FrontMatterValue.Syntax;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A value that is missing: {@code tags:}. */
record EmptyLabels(String text, FrontMatterValue at) implements LabelValue {
    static Optional<LabelValue> read(String text, FrontMatterValue at) {
        boolean hasColon = at.begin() > 0 && text.charAt(at.begin() - 1) == ':';
        return at.syntax() == Syntax.TOML || !hasColon ? Optional.empty() : Optional.of(new EmptyLabels(text, at));
    }

    @Override
    public List<String> labels() {
        return List.of();
    }

    @Override
    public String edited(Set<String> removed, List<String> added) {
        return text.substring(0, at.begin())
                + " "
                + LabelStrings.list(added, Syntax.YAML_FLOW)
                + text.substring(at.begin());
    }

    @Override
    public Optional<String> rewritten(List<String> labels) {
        return Optional.of(edited(Set.of(), labels));
    }
}
