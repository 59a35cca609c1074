package dev.gitsync.demo.diff;

import dev.gitsync.demo.diff.DiffLine.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.diff.EditList;
import org.eclipse.jgit.diff.RawText;

/** Which words of a line that was replaced are other ones. Each word becomes a line, so that lines are compared after all. */
final class WordDiff {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_]+|\\s+|.", Pattern.DOTALL);
    /** Beyond this the whole line counts as changed. */
    private static final int MOST_CHARS = 2_000;

    private WordDiff() {}

    /** The two lines, each in parts. */
    record Pair(List<Span> before, List<Span> after) {}

    static Pair of(String before, String after) {
        if (before.length() > MOST_CHARS || after.length() > MOST_CHARS) {
            return new Pair(List.of(new Span(before, true)), List.of(new Span(after, true)));
        }
        List<String> old = words(before);
        List<String> young = words(after);
        EditList edits = TextDiff.edits(text(old), text(young));
        return new Pair(
                spans(
                        old,
                        edits.stream()
                                .map(edit -> new int[] {edit.getBeginA(), edit.getEndA()})
                                .toList()),
                spans(
                        young,
                        edits.stream()
                                .map(edit -> new int[] {edit.getBeginB(), edit.getEndB()})
                                .toList()));
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(line);
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }

    private static RawText text(List<String> words) {
        return new RawText((String.join("\n", words) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static List<Span> spans(List<String> words, List<int[]> changed) {
        List<Span> spans = new ArrayList<>();
        int at = 0;
        for (int[] range : changed) {
            add(spans, words.subList(at, range[0]), false);
            add(spans, words.subList(range[0], range[1]), true);
            at = range[1];
        }
        add(spans, words.subList(at, words.size()), false);
        return spans;
    }

    private static void add(List<Span> spans, List<String> words, boolean changed) {
        if (!words.isEmpty()) {
            spans.add(new Span(String.join("", words), changed));
        }
    }
}
