package dev.gitsync.benchmarks.work;

import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import java.util.List;

/**
 * A space with pages.
 *
 * @param ids of the pages, parents before children
 */
record BenchSpace(Space space, List<PageId> ids) {
    String name() {
        return space.id().value();
    }

    /** The page above all others. */
    PageId root() {
        return ids.get(0);
    }

    /** A page without children, another one for each number. */
    PageId leaf(int number) {
        return ids.get(ids.size() - 1 - number);
    }
}
