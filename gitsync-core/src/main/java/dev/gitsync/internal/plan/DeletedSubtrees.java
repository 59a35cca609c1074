package dev.gitsync.internal.plan;

import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.model.PageId;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Finds the pages that a push deletes: those whose file is gone, folder pages whose folder is gone or whose place another page
 * takes, and the pages without a file below them, which git does not contain.
 */
final class DeletedSubtrees {
    private final PlanRequest request;
    private final SpaceIndex index;
    private final Predicate<IndexedPage> isKept;

    /**
     * Creates a search.
     *
     * @param isKept returns whether the plan keeps a page, here or elsewhere
     */
    DeletedSubtrees(PlanRequest request, Predicate<IndexedPage> isKept) {
        this.request = request;
        this.index = request.index();
        this.isKept = isKept;
    }

    /**
     * Returns the deleted pages by path, inner ones first.
     *
     * @param goneFolders the folders that the pushed tree no longer has
     * @param gone the pages whose file is gone
     * @param arrived the pages at a new place
     */
    Map<String, IndexedPage> find(
            Collection<String> goneFolders, Collection<RemovedPage> gone, Collection<IndexedPage> arrived)
            throws IOException {
        Map<String, IndexedPage> deleted = new TreeMap<>(Paths.OUTER_FIRST.reversed());
        for (RemovedPage page : gone) {
            if (!isKept.test(page.page())) {
                deleted.put(page.path(), page.page());
            }
        }
        for (String folder : goneFolders) {
            Optional<IndexedPage> page = index.at(folder);
            if (page.isPresent() && isRemovable(page.get())) {
                deleted.put(folder, page.get());
            }
        }
        for (IndexedPage page : arrived) {
            // The previous page at this place may have been a folder page, or a page without a folder.
            Optional<PageId> other = index.colliding(page.place(), page.name());
            Optional<IndexedPage> bare = other.isEmpty() ? Optional.empty() : index.page(other.get());
            if (bare.isPresent() && isRemovable(bare.get())) {
                deleted.put(index.path(bare.get()), bare.get());
            }
        }
        for (Map.Entry<String, IndexedPage> page : List.copyOf(deleted.entrySet())) {
            addBareChildren(deleted, page.getKey(), page.getValue());
        }
        return deleted;
    }

    private boolean isRemovable(IndexedPage page) {
        return !page.hasFile() && !isKept.test(page);
    }

    private void addBareChildren(Map<String, IndexedPage> deleted, String path, IndexedPage page) throws IOException {
        Deque<Map.Entry<String, IndexedPage>> open = new ArrayDeque<>(List.of(Map.entry(path, page)));
        while (!open.isEmpty()) {
            Map.Entry<String, IndexedPage> next = open.remove();
            for (IndexedPage child : index.bareChildren(next.getValue().id())) {
                request.budget().spend();
                String childPath = Paths.join(next.getKey(), child.name());
                if (!isKept.test(child) && deleted.putIfAbsent(childPath, child) == null) {
                    open.add(Map.entry(childPath, child));
                }
            }
        }
    }
}
