package dev.gitsync.demo.diff;

import dev.gitsync.demo.diff.DiffLine.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.RawText;

/**
 * Finds the words that differ between two lines, by comparing texts with one word in each line.
 */
final class WordDiff {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_]+|\\s+|.", Pattern.DOTALL);
    /** A longer line counts as changed as a whole. */
    private static final int MAX_CHARS = 2_000;

    private WordDiff() {}

    /** The spans of {@code line}. Those that {@code other} lacks are marked as changed. */
    static List<Span> spans(String line, String other) {
        if (line.length() > MAX_CHARS || other.length() > MAX_CHARS) {
            return List.of(new Span(line, true));
        }
        List<String> words = words(line);
        List<Span> spans = new ArrayList<>();
        int at = 0;
        for (Edit edit : LineEdits.of(text(words), text(words(other)))) {
            add(spans, words.subList(at, edit.getBeginA()), false);
            add(spans, words.subList(edit.getBeginA(), edit.getEndA()), true);
            at = edit.getEndA();
        }
        add(spans, words.subList(at, words.size()), false);
        return spans;
    }

    private static List<String> words(String line) {
        return WORD.matcher(line).results().map(MatchResult::group).toList();
    }

    private static RawText text(List<String> words) {
        return new RawText((String.join("\n", words) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void add(List<Span> spans, List<String> words, boolean changed) {
        if (!words.isEmpty()) {
            spans.add(new Span(String.join("", words), changed));
        }
    }
}
