package dev.gitsync.internal.merge;

import dev.gitsync.internal.work.WorkBudget;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.diff.DiffAlgorithm;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.EditList;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.Sequence;
import org.eclipse.jgit.diff.SequenceComparator;
import org.eclipse.jgit.diff.Subsequence;
import org.eclipse.jgit.diff.SubsequenceComparator;

/**
 * Compares two sequences in O(n log n), whatever their content:
 *
 * <ol>
 *   <li>Up to {@value #SMALL} elements on both sides together are compared by JGit's {@link HistogramDiff}.
 *   <li>Longer sequences are split at the elements that occur once in each, see {@link UniqueElements}.
 *   <li>Sections that are still long are compared by {@link GreedyDiff}, which gives up after a number of edits.
 *   <li>Where it gives up, one edit replaces the whole section: a merge then reports a conflict rather than a wrong result.
 * </ol>
 *
 * The comparator's hash must be different for different elements, as with {@link TextLines#COMPARATOR}.
 */
final class BoundedDiff extends DiffAlgorithm {
    private static final int SMALL = 1_000;
    /** The number of elements compared by {@link HistogramDiff} per unit of a budget. */
    private static final int ELEMENTS_PER_UNIT = 32;

    private final WorkBudget budget;
    private final HistogramDiff histogram = new HistogramDiff();

    BoundedDiff(WorkBudget budget) {
        this.budget = budget;
    }

    @Override
    public <S extends Sequence> EditList diffNonCommon(SequenceComparator<? super S> comparator, S a, S b) {
        int[] before = numbers(comparator, a);
        int[] after = numbers(comparator, b);
        EditList edits = new EditList();
        int beginA = 0;
        int beginB = 0;
        for (UniqueElements.Match match : cuts(before, after)) {
            add(edits, comparator, a, b, new Edit(beginA, match.before(), beginB, match.after()), before, after);
            beginA = match.before() + 1;
            beginB = match.after() + 1;
        }
        add(edits, comparator, a, b, new Edit(beginA, before.length, beginB, after.length), before, after);
        return edits;
    }

    private static List<UniqueElements.Match> cuts(int[] before, int[] after) {
        return before.length + after.length <= SMALL ? List.of() : UniqueElements.matches(before, after);
    }

    private <S extends Sequence> void add(
            EditList edits,
            SequenceComparator<? super S> comparator,
            S a,
            S b,
            Edit region,
            int[] before,
            int[] after) {
        if (region.getLengthA() == 0 || region.getLengthB() == 0) {
            if (!region.isEmpty()) {
                edits.add(region);
            }
            return;
        }
        if (region.getLengthA() + region.getLengthB() <= SMALL) {
            budget.spend(1 + (region.getLengthA() + region.getLengthB()) / ELEMENTS_PER_UNIT);
            Subsequence<S> partA = Subsequence.a(a, region);
            Subsequence<S> partB = Subsequence.b(b, region);
            edits.addAll(Subsequence.toBase(
                    histogram.diff(new SubsequenceComparator<S>(comparator), partA, partB), partA, partB));
            return;
        }
        Optional<EditList> found = new GreedyDiff(before, after, budget).edits(region);
        if (found.isPresent()) {
            edits.addAll(found.get());
        } else {
            edits.add(region);
        }
    }

    private static <S extends Sequence> int[] numbers(SequenceComparator<? super S> comparator, S sequence) {
        int[] numbers = new int[sequence.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = comparator.hash(sequence, i);
        }
        return numbers;
    }
}
