package dev.gitsync.internal.identity;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds removed and added files with similar content, as git's rename detection does, but without comparing each with
 * each, so that it can handle ten thousand renamed and edited files:
 *
 * <ol>
 *   <li>The lines of the removed files are put into a {@link LineIndex}.
 *   <li>For each added file the index returns a bounded number of candidates: those with the same name, and those that
 *       share its rarest lines; for lines that many files have, files at about the same position in the order of paths.
 *   <li>Candidates are compared as a whole, and the most similar pairs are matched first.
 *   <li>The remaining files on both sides are compared again, as long as that finds pairs and at most {@value #ROUNDS}
 *       times.
 * </ol>
 *
 * The cost is that of reading the files, and n log n in their lines.
 */
final class SimilarPages {
    private static final int ROUNDS = 6;

    private final PageTexts texts;
    private final List<SimilarPair> pairs = new ArrayList<>();
    private int skipped;

    SimilarPages(PageTexts texts) {
        this.texts = texts;
    }

    /** Returns how many files could not be compared because of their size or number. */
    int skipped() {
        return skipped;
    }

    /** Pairs the files; both collections are in the order of paths. */
    List<SimilarPair> find(Collection<PageFile> removedFiles, Collection<PageFile> addedFiles) throws IOException {
        List<PageFile> removed = List.copyOf(removedFiles);
        List<PageFile> added = List.copyOf(addedFiles);
        for (int round = 1; round <= ROUNDS && !removed.isEmpty() && !added.isEmpty(); round++) {
            List<SimilarPair> found = round(removed, added);
            pairs.addAll(found);
            if (found.isEmpty()) {
                break;
            }
            removed = without(removed, found.stream().map(SimilarPair::removed).toList());
            added = without(added, found.stream().map(SimilarPair::added).toList());
        }
        return pairs;
    }

    private List<SimilarPair> round(List<PageFile> removed, List<PageFile> added) throws IOException {
        skipped = 0;
        LineIndex index = LineIndex.of(texts, removed);
        skipped += index.skipped();
        List<SimilarPair> candidates = new ArrayList<>();
        for (int i = 0; i < added.size(); i++) {
            PageFile file = added.get(i);
            Optional<LineCounts> lines = texts.lines(file.blob());
            skipped += lines.isPresent() ? 0 : 1;
            if (lines.isPresent()) {
                double rank = (double) i / added.size();
                candidates.addAll(index.similar(new LineIndex.Question(file, lines.get(), rank)));
            }
        }
        candidates.sort(SimilarPair.BEST_FIRST);
        return disjoint(candidates);
    }

    /** Returns the first pair of each file. */
    private static List<SimilarPair> disjoint(List<SimilarPair> candidates) {
        Set<PageFile> removed = new HashSet<>();
        Set<PageFile> added = new HashSet<>();
        List<SimilarPair> first = new ArrayList<>();
        for (SimilarPair pair : candidates) {
            if (!removed.contains(pair.removed()) && added.add(pair.added())) {
                removed.add(pair.removed());
                first.add(pair);
            }
        }
        return first;
    }

    private static List<PageFile> without(List<PageFile> files, List<PageFile> gone) {
        Set<PageFile> paired = new HashSet<>(gone);
        return files.stream().filter(file -> !paired.contains(file)).toList();
    }
}
