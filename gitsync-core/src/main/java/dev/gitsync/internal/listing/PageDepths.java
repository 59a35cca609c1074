package dev.gitsync.internal.listing;

import dev.gitsync.model.PageId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Computes the depth of pages in a tree; in a cycle of parents, one of its pages counts as the top. */
public final class PageDepths {
    private final Function<PageId, @Nullable PageId> parents;
    private final Map<PageId, Integer> known = new HashMap<>();

    /** Creates depths by {@code parents}, which returns the parent of a page; null at the top and for pages that do not exist. */
    public PageDepths(Function<PageId, @Nullable PageId> parents) {
        this.parents = parents;
    }

    public int of(PageId page) {
        Deque<PageId> path = new ArrayDeque<>();
        Set<PageId> seen = new HashSet<>();
        @Nullable PageId step = page;
        while (step != null && !known.containsKey(step) && seen.add(step)) {
            path.push(step);
            step = parents.apply(step);
        }
        int depth = step == null ? 0 : known.getOrDefault(step, 0);
        while (!path.isEmpty()) {
            depth++;
            known.put(path.pop(), depth);
        }
        return depth;
    }
}
