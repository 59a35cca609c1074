package dev.gitsync.demo.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.demo.diff.DiffLine.Sign;
import dev.gitsync.demo.diff.DiffLine.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextDiffTest {
    @Test
    void showsNothingForEqualTexts() {
        assertThat(diff("a\nb\n", "a\nb\n")).isEqualTo(new TextDiff(List.of(), 0, 0));
    }

    @Test
    void marksTheWordsThatChangedWithinALine() {
        List<DiffLine> hunk =
                diff("one\nthe quick fox\n", "one\nthe slow fox\n").hunks().get(0);

        assertThat(hunk.get(1))
                .isEqualTo(new DiffLine(
                        Sign.REMOVED,
                        2,
                        0,
                        List.of(new Span("the ", false), new Span("quick", true), new Span(" fox", false))));
        assertThat(hunk.get(2))
                .isEqualTo(new DiffLine(
                        Sign.ADDED,
                        0,
                        2,
                        List.of(new Span("the ", false), new Span("slow", true), new Span(" fox", false))));
    }

    @Test
    void showsDistantChangesSeparatelyWithThreeLinesOfContext() {
        String before = lines(1, 40);
        String after = before.replace("line 10\n", "").replace("line 30\n", "line 30\nmore\n");

        TextDiff diff = diff(before, after);

        assertThat(diff.hunks()).hasSize(2);
        assertThat(diff.hunks().get(0)).extracting(DiffLine::before).containsExactly(7, 8, 9, 10, 11, 12, 13);
        assertThat(diff.hunks().get(1)).extracting(DiffLine::after).containsExactly(27, 28, 29, 30, 31, 32, 33);
        assertThat(diff.added()).isEqualTo(1);
        assertThat(diff.removed()).isEqualTo(1);
    }

    /** Sibling of faults W5 in the browser: a search for the shortest edits would take quadratic time in the lines. */
    @Test
    void replacesLongTextsOfFewDistinctLinesAsAWhole() {
        Random random = new Random(1);
        String before = random.ints(10_000, 0, 16).mapToObj(i -> i + "\n").collect(Collectors.joining());
        String after = random.ints(10_000, 0, 16).mapToObj(i -> i + "\n").collect(Collectors.joining());

        TextDiff diff = diff(before, after);

        assertThat(diff.added()).isGreaterThan(9_900);
        assertThat(diff.removed()).isGreaterThan(9_900);
    }

    @Test
    void showsANewOrDeletedPageAsAllAddedOrAllRemoved() {
        assertThat(diff("", lines(1, 5)).hunks())
                .singleElement()
                .satisfies(hunk -> assertThat(hunk)
                        .extracting(DiffLine::sign)
                        .containsOnly(Sign.ADDED)
                        .hasSize(5));
        assertThat(diff(lines(1, 5), "").removed()).isEqualTo(5);
    }

    @Test
    void comparesNoTextThatIsTooLong() {
        assertThat(TextDiff.of(lines(1, 20_001), "")).isEmpty();
    }

    @Test
    void containsTheLinesOfBothTexts() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            List<String> before = randomLines(random);
            List<String> after = randomLines(random);

            TextDiff diff = diff(text(before), text(after));

            assertThat(rebuilt(diff, before, Sign.REMOVED)).isEqualTo(before);
            assertThat(rebuilt(diff, after, Sign.ADDED)).isEqualTo(after);
        }
    }

    /** Returns the lines of one side: those of the diff, and those of {@code whole} that it leaves out. */
    private static List<String> rebuilt(TextDiff diff, List<String> whole, Sign side) {
        List<String> rebuilt = new ArrayList<>();
        for (List<DiffLine> hunk : diff.hunks()) {
            for (DiffLine line : hunk) {
                if (line.sign() == Sign.SAME || line.sign() == side) {
                    int number = side == Sign.REMOVED ? line.before() : line.after();
                    assertThat(number).isGreaterThan(rebuilt.size());
                    rebuilt.addAll(whole.subList(rebuilt.size(), number - 1));
                    rebuilt.add(line.spans().stream().map(Span::text).collect(Collectors.joining()));
                }
            }
        }
        rebuilt.addAll(whole.subList(rebuilt.size(), whole.size()));
        return rebuilt;
    }

    private static List<String> randomLines(Random random) {
        return IntStream.range(0, random.nextInt(25))
                .mapToObj(i -> "word" + random.nextInt(4) + " und Ümläut" + random.nextInt(3))
                .toList();
    }

    private static String text(List<String> lines) {
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private static String lines(int from, int to) {
        return text(IntStream.rangeClosed(from, to).mapToObj(i -> "line " + i).toList());
    }

    private static TextDiff diff(String before, String after) {
        return TextDiff.of(before, after).orElseThrow();
    }
}
