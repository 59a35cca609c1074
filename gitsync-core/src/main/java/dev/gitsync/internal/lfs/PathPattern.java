package dev.gitsync.internal.lfs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A pattern of a {@code .gitattributes} file, with the meaning that {@code gitattributes(5)} and {@code gitignore(5)} give it.
 * Matching never backtracks over more than one star, so that its time is at most the product of both lengths, whatever a pusher has
 * written. Works with the bytes of UTF-8, which it keeps as Latin-1. Immutable.
 */
final class PathPattern {
    private final boolean isName;
    private final List<NamePattern> names;

    private PathPattern(boolean isName, List<NamePattern> names) {
        this.isName = isName;
        this.names = names;
    }

    /** Parses a pattern; empty if it can't match any file. */
    static Optional<PathPattern> compile(String text) {
        if (text.startsWith("!") || text.endsWith("/")) {
            return Optional.empty(); // negation is forbidden, and a folder has no attributes that matter here
        }
        String relative = text.startsWith("/") ? text.substring(1) : text;
        return new NamePatternParser(relative)
                .parse()
                .map(names -> new PathPattern(text.indexOf('/') < 0, withoutTrailingGap(names)));
    }

    /** Two stars at the end match at least one name. */
    private static List<NamePattern> withoutTrailingGap(List<NamePattern> names) {
        List<NamePattern> result = new ArrayList<>(names);
        if (names.get(names.size() - 1).isGap()) {
            result.add(NamePattern.ANY);
        }
        return List.copyOf(result);
    }

    /** Returns whether a path matches, which is relative to the folder of the file with this pattern. */
    boolean matches(String path) {
        if (isName) {
            return names.get(0).isGap() || names.get(0).matches(path.substring(path.lastIndexOf('/') + 1));
        }
        String[] texts = path.split("/", -1);
        int pattern = 0;
        int gap = -1;
        int afterGap = 0;
        for (int text = 0; text < texts.length; ) {
            if (pattern < names.size() && names.get(pattern).isGap()) {
                gap = pattern++;
                afterGap = text;
            } else if (pattern < names.size() && names.get(pattern).matches(texts[text])) {
                pattern++;
                text++;
            } else if (gap >= 0) {
                pattern = gap + 1;
                text = ++afterGap;
            } else {
                return false;
            }
        }
        return pattern == names.size();
    }
}
