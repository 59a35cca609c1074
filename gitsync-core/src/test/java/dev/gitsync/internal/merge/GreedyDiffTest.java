package dev.gitsync.internal.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.internal.work.WorkBudget;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.EditList;
import org.junit.jupiter.api.Test;

final class GreedyDiffTest {
    private final WorkBudget budget = WorkBudget.unlimited();

    @Test
    void joinsAdjacentEdits() {
        assertThat(edits(new int[] {1, 2, 3}, new int[] {1, 9, 8, 3})).containsExactly(new Edit(1, 2, 1, 3));
        assertThat(edits(new int[] {1, 2, 3}, new int[] {3})).containsExactly(new Edit(0, 2, 0, 0));
        assertThat(edits(new int[] {1, 2, 3}, new int[] {9, 1, 2, 3, 8}))
                .containsExactly(new Edit(0, 0, 0, 1), new Edit(3, 3, 4, 5));
        assertThat(edits(new int[] {1, 2}, new int[] {1, 2})).isEmpty();
    }

    @Test
    void comparesOnlyTheRegion() {
        int[] before = {7, 1, 2, 3, 7};
        int[] after = {8, 8, 1, 3, 4, 8};
        assertThat(new GreedyDiff(before, after, budget).edits(new Edit(1, 4, 2, 5)))
                .hasValueSatisfying(
                        edits -> assertThat(edits).containsExactly(new Edit(2, 3, 3, 3), new Edit(4, 4, 4, 5)));
    }

    @Test
    void findsTheFewestEdits() {
        Random random = new Random(3);
        for (int i = 0; i < 100; i++) {
            int[] before = random.ints(random.nextInt(15), 0, 4).toArray();
            int[] after = random.ints(random.nextInt(15), 0, 4).toArray();
            int edited = edits(before, after).stream()
                    .mapToInt(edit -> edit.getLengthA() + edit.getLengthB())
                    .sum();
            assertThat(edited).isEqualTo(before.length + after.length - 2 * common(before, after));
        }
    }

    @Test
    void findsUpToFiveHundredEdits() {
        int[] before = IntStream.range(0, 300).toArray();
        assertThat(edits(before, IntStream.range(1_000, 1_200).toArray())).containsExactly(new Edit(0, 300, 0, 200));

        long spent = budget.spent();
        int[] after = IntStream.range(1_000, 1_201).toArray();
        assertThat(new GreedyDiff(before, after, budget).edits(new Edit(0, 300, 0, 201)))
                .isEmpty();
        assertThat(budget.spent() - spent)
                .as("a comparison for each point reached with 0 to 500 edits")
                .isEqualTo(501 * 502 / 2 / 4_096);
    }

    @Test
    void chargesComparisons() {
        int[] same = IntStream.range(0, 3 * 4_096).toArray();
        assertThat(edits(same, same)).isEmpty();
        assertThat(budget.spent()).isEqualTo(3);
    }

    private EditList edits(int[] before, int[] after) {
        Optional<EditList> edits =
                new GreedyDiff(before, after, budget).edits(new Edit(0, before.length, 0, after.length));
        return edits.orElseThrow();
    }

    /** Returns the length of the longest common subsequence, by comparing all pairs. */
    private static int common(int[] before, int[] after) {
        int[][] most = new int[before.length + 1][after.length + 1];
        for (int i = 1; i <= before.length; i++) {
            for (int j = 1; j <= after.length; j++) {
                most[i][j] = before[i - 1] == after[j - 1]
                        ? most[i - 1][j - 1] + 1
                        : Math.max(most[i - 1][j], most[i][j - 1]);
            }
        }
        return most[before.length][after.length];
    }
}
