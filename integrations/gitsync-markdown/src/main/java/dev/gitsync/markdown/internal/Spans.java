package dev.gitsync.markdown.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the ends of code spans, comments and the like. It remembers what it did not find, so that many openings without a
 * closing cost one search.
 */
final class Spans {
    private final String text;
    private @Nullable Map<Integer, NavigableSet<Integer>> backticks;
    private final Map<String, Integer> missing = new HashMap<>();

    Spans(String text) {
        this.text = text;
    }

    /** Returns the index after a code span, or after its opening backticks if they are not closed. */
    int endOfCode(int from) {
        int open = endOfRun(from);
        NavigableSet<Integer> sameLength = runs().get(open - from);
        Integer close = sameLength == null ? null : sameLength.ceiling(open);
        return close == null ? open : close + open - from;
    }

    /** Returns the index after the next {@code closing}, searched from {@code from}; -1 if there is none. */
    int after(String closing, int from) {
        return after(closing, from, text::indexOf);
    }

    /** Does as {@link #after}, but ignores the case of letters. {@code closing} begins with a character that is no letter. */
    int afterIgnoringCase(String closing, int from) {
        return after(closing, from, this::indexIgnoringCase);
    }

    private interface Search {
        int indexOf(String closing, int from);
    }

    private int after(String closing, int from, Search search) {
        if (missing.getOrDefault(closing, Integer.MAX_VALUE) <= from) {
            return -1;
        }
        int found = search.indexOf(closing, from);
        if (found < 0) {
            missing.put(closing, from);
        }
        return found < 0 ? -1 : found + closing.length();
    }

    private int indexIgnoringCase(String closing, int from) {
        int at = text.indexOf(closing.charAt(0), from);
        while (at >= 0 && !text.regionMatches(true, at, closing, 0, closing.length())) {
            at = text.indexOf(closing.charAt(0), at + 1);
        }
        return at;
    }

    private Map<Integer, NavigableSet<Integer>> runs() {
        Map<Integer, NavigableSet<Integer>> found = backticks;
        if (found == null) {
            found = new HashMap<>();
            for (int at = text.indexOf('`'); at >= 0; ) {
                int end = endOfRun(at);
                found.computeIfAbsent(end - at, length -> new TreeSet<>()).add(at);
                at = text.indexOf('`', end);
            }
            backticks = found;
        }
        return found;
    }

    private int endOfRun(int from) {
        int end = from;
        while (LinkSyntax.hasAt(text, end, '`')) {
            end++;
        }
        return end;
    }
}
