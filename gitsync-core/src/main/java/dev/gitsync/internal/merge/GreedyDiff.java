package dev.gitsync.internal.merge;

import dev.gitsync.internal.work.WorkBudget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.EditList;

/**
 * Myers' greedy algorithm ("An O(ND) Difference Algorithm and Its Variations", 1986), which gives up after {@value #MOST_EDITS}
 * inserted and deleted elements. It therefore compares at most 2 × {@value #MOST_EDITS} × n elements.
 */
final class GreedyDiff {
    static final int MOST_EDITS = 500;
    /** The number of comparisons per unit of a budget. */
    private static final int COMPARISONS_PER_UNIT = 4_096;

    private final int[] before;
    private final int[] after;
    private final WorkBudget budget;
    /** The furthest point reached on each diagonal from -d to d with d edits, by d. */
    private final List<int[]> reached = new ArrayList<>();

    GreedyDiff(int[] before, int[] after, WorkBudget budget) {
        this.before = before;
        this.after = after;
        this.budget = budget;
    }

    /** Returns the edits of a region, or empty if there are too many. */
    Optional<EditList> edits(Edit region) {
        int n = region.getLengthA();
        int m = region.getLengthB();
        int[] furthest = new int[2 * MOST_EDITS + 3];
        long comparisons = 0;
        for (int d = 0; d <= MOST_EDITS; d++) {
            for (int k = -d; k <= d; k += 2) {
                int x = step(furthest, d, k);
                int start = x;
                while (x < n && x - k < m && isSame(region, x, x - k)) {
                    x++;
                }
                comparisons += 1 + x - start;
                furthest[MOST_EDITS + 1 + k] = x;
                if (x >= n && x - k >= m) {
                    budget.spend(comparisons / COMPARISONS_PER_UNIT);
                    return Optional.of(backwards(region, d));
                }
            }
            reached.add(Arrays.copyOfRange(furthest, MOST_EDITS + 1 - d, MOST_EDITS + 2 + d));
            budget.spend(comparisons / COMPARISONS_PER_UNIT);
            comparisons %= COMPARISONS_PER_UNIT;
        }
        return Optional.empty();
    }

    /** Returns where diagonal {@code k} begins with {@code d} edits: below the diagonal above it, or right of the one below it. */
    private static int step(int[] furthest, int d, int k) {
        int at = MOST_EDITS + 1 + k;
        boolean isInsert = k == -d || (k != d && furthest[at - 1] < furthest[at + 1]);
        return isInsert ? furthest[at + 1] : furthest[at - 1] + 1;
    }

    private boolean isSame(Edit region, int x, int y) {
        return before[region.getBeginA() + x] == after[region.getBeginB() + y];
    }

    private EditList backwards(Edit region, int edits) {
        int x = region.getLengthA();
        int y = region.getLengthB();
        List<Edit> found = new ArrayList<>();
        for (int d = edits; d > 0; d--) {
            int[] last = reached.get(d - 1);
            int k = x - y;
            boolean isInsert = k == -d || (k != d && at(last, d, k - 1) < at(last, d, k + 1));
            int diagonal = isInsert ? k + 1 : k - 1;
            x = at(last, d, diagonal);
            y = x - diagonal;
            int a = region.getBeginA() + x;
            int b = region.getBeginB() + y;
            found.add(isInsert ? new Edit(a, a, b, b + 1) : new Edit(a, a + 1, b, b));
        }
        return joined(found);
    }

    private static int at(int[] last, int d, int k) {
        int index = k + d - 1;
        return index < 0 || index >= last.length ? -1 : last[index];
    }

    /** Joins adjacent edits of one element each, given last first. */
    private static EditList joined(List<Edit> single) {
        EditList edits = new EditList();
        for (int i = single.size() - 1; i >= 0; i--) {
            Edit next = single.get(i);
            Edit last = edits.isEmpty() ? null : edits.get(edits.size() - 1);
            if (last != null && last.getEndA() == next.getBeginA() && last.getEndB() == next.getBeginB()) {
                edits.set(
                        edits.size() - 1, new Edit(last.getBeginA(), next.getEndA(), last.getBeginB(), next.getEndB()));
            } else {
                edits.add(next);
            }
        }
        return edits;
    }
}
