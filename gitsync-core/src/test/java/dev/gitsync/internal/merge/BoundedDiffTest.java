package dev.gitsync.internal.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.internal.work.WorkBudget;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.EditList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Faults W5, promise B5: comparing texts costs at most n log n for any content; counted, not timed. */
class BoundedDiffTest {
    private static final int N = 2_000;

    /** Pairs of texts that are expensive to compare. */
    @SuppressWarnings("ImmutableEnumChecker")
    enum Shape {
        FEW_DISTINCT_LINES(n -> random(n, 16, 1), n -> random(n, 16, 2)),
        ONE_LINE(n -> random(n, 1, 1), n -> random(n / 2, 1, 1)),
        TWO_LINES_IN_TURNS(n -> repeated(n, 2), n -> repeated(n, 3)),
        NEIGHBOURS_SWAPPED(n -> range(n), n -> swapped(n)),
        REVERSED(n -> range(n), n -> reversed(n)),
        SHUFFLED(n -> range(n), n -> shuffled(n)),
        NOTHING_IN_COMMON(n -> range(n), n -> range(n).stream().map(i -> -i).toList());

        private final IntFunction<List<Integer>> before;
        private final IntFunction<List<Integer>> after;

        Shape(IntFunction<List<Integer>> before, IntFunction<List<Integer>> after) {
            this.before = before;
            this.after = after;
        }
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void growsLinearlyWithTheLines(Shape shape) {
        assertThat(cost(shape, 10 * N)).isLessThanOrEqualTo(12 * Math.max(cost(shape, N), 50));
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void turnsOneTextIntoTheOther(Shape shape) {
        assertRight(shape.before.apply(N), shape.after.apply(N));
    }

    @Test
    void findsFewChangesInALongTextOfFewDistinctLines() {
        List<Integer> before = random(20_000, 16, 1);
        List<Integer> after = new ArrayList<>(before);
        for (int line = 500; line < 20_000; line += 1_000) {
            after.set(line, 99);
            after.add(line + 300, 98);
        }
        EditList edits = assertRight(before, after);
        assertThat(edits).hasSizeBetween(40, 50);
    }

    @Test
    void comparesRandomTextsOfEverySize() {
        Random random = new Random(7);
        for (int i = 0; i < 60; i++) {
            List<Integer> before = random(random.nextInt(1_500), 1 + random.nextInt(300), i);
            List<Integer> after = new ArrayList<>(before);
            for (int edits = random.nextInt(100); edits > 0 && !after.isEmpty(); edits--) {
                int line = random.nextInt(after.size());
                if (random.nextBoolean()) {
                    after.remove(line);
                } else {
                    after.add(line, random.nextInt(400));
                }
            }
            assertRight(before, after);
        }
    }

    @Test
    void comparesTextsOfUpToAThousandLinesAsAWhole() {
        assertThat(cost(500, 500)).as("a unit, and one for each 32 lines").isEqualTo(1 + 1_000 / 32);
        assertThat(cost(501, 500)).as("a unit between each two lines in common").isEqualTo(1 + 499 / 2);
    }

    /** Compares texts of which every other line is the same. */
    private static long cost(int before, int after) {
        WorkBudget budget = WorkBudget.unlimited();
        TextLines.Numbering numbering = new TextLines.Numbering();
        List<Integer> lines = range(before);
        List<Integer> others = range(after).stream()
                .map(i -> i % 2 == 1 && i < 499 ? i : -i - 1)
                .toList();
        new BoundedDiff(budget).diff(TextLines.COMPARATOR, numbering.of(text(lines)), numbering.of(text(others)));
        return budget.spent();
    }

    private static EditList assertRight(List<Integer> before, List<Integer> after) {
        TextLines.Numbering numbering = new TextLines.Numbering();
        TextLines a = numbering.of(text(before));
        TextLines b = numbering.of(text(after));
        EditList edits = new BoundedDiff(WorkBudget.unlimited()).diff(TextLines.COMPARATOR, a, b);
        List<Integer> made = new ArrayList<>();
        int line = 0;
        for (Edit edit : edits) {
            made.addAll(before.subList(line, edit.getBeginA()));
            made.addAll(after.subList(edit.getBeginB(), edit.getEndB()));
            line = edit.getEndA();
        }
        made.addAll(before.subList(line, before.size()));
        assertThat(made).isEqualTo(after);
        return edits;
    }

    private static long cost(Shape shape, int n) {
        WorkBudget budget = WorkBudget.unlimited();
        TextLines.Numbering numbering = new TextLines.Numbering();
        new BoundedDiff(budget)
                .diff(
                        TextLines.COMPARATOR,
                        numbering.of(text(shape.before.apply(n))),
                        numbering.of(text(shape.after.apply(n))));
        return budget.spent();
    }

    private static byte[] text(List<Integer> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static List<Integer> random(int n, int distinct, int seed) {
        return new Random(seed).ints(n, 0, distinct).boxed().toList();
    }

    private static List<Integer> repeated(int n, int step) {
        return IntStream.range(0, n).mapToObj(i -> i % step == 0 ? 1 : 2).toList();
    }

    private static List<Integer> range(int n) {
        return IntStream.range(0, n).boxed().toList();
    }

    private static List<Integer> swapped(int n) {
        return IntStream.range(0, n).mapToObj(i -> i ^ 1).toList();
    }

    private static List<Integer> reversed(int n) {
        List<Integer> lines = new ArrayList<>(range(n));
        Collections.reverse(lines);
        return lines;
    }

    private static List<Integer> shuffled(int n) {
        List<Integer> lines = new ArrayList<>(range(n));
        Collections.shuffle(lines, new Random(3));
        return lines;
    }
}
