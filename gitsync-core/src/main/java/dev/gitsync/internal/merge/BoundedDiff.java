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
 * Compares two sequences in n log n, whatever they hold:
 *
 * <ol>
 *   <li>Up to {@value #SMALL} elements on both sides together are left to JGit's {@link HistogramDiff}.
 *   <li>Longer ones are cut at the elements that are once in each, see {@link UniqueElements}.
 *   <li>What is still long between two cuts is compared by {@link GreedyDiff}, which gives up after a number of edits.
 *   <li>Where it gave up, one edit replaces all: a merge finds a conflict there rather than a wrong answer.
 * </ol>
 *
 * The comparator's hash must tell elements apart that differ, as {@link TextLines#COMPARATOR} does.
 */
final class BoundedDiff extends DiffAlgorithm {
    private static final int SMALL = 1_000;
    /** So many elements that are compared by {@link HistogramDiff} are one unit of a budget. */
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
