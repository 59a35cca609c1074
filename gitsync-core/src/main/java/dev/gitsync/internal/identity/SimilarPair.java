package dev.gitsync.internal.identity;

import dev.gitsync.internal.tree.Paths;
import java.util.Comparator;

/** A pair of files with similar content. */
record SimilarPair(PageFile removed, PageFile added, int similarity) {
    static final Comparator<SimilarPair> BEST_FIRST = Comparator.comparingInt(SimilarPair::similarity)
            .reversed()
            .thenComparing(pair -> !pair.isSameName())
            .thenComparing(pair -> pair.removed().path())
            .thenComparing(pair -> pair.added().path());

    private boolean isSameName() {
        return Paths.name(removed.path()).equals(Paths.name(added.path()));
    }
}
