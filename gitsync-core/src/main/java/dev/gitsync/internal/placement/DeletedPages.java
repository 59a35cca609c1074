package dev.gitsync.internal.placement;

import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.model.Change.Tombstone;
import dev.gitsync.model.PageId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.eclipse.jgit.lib.FileMode;

/**
 * Removes deleted pages, in whatever order the wiki reports them:
 *
 * <ol>
 *   <li>When a deletion is reported, only the file of the page is removed.
 *   <li>A page with children stays in the index until the deletions end, so that its children keep their paths meanwhile.
 *   <li>Then it is removed too, inner pages first; children that still exist move to the top, and files of attachments that still
 *       exist are given to the nearest page above.
 * </ol>
 */
public final class DeletedPages {
    private final TreeEditor tree;
    private final SpaceIndex index;
    private final PageFiles files;
    private final Placement placement;
    private final ChildPages children;
    private final AttachmentPlacement attachments;
    private final Map<PageId, Deleted> open = new LinkedHashMap<>();

    public DeletedPages(TreeEditor tree, SpaceIndex index, PageFiles files, Placement placement) {
        this.tree = tree;
        this.index = index;
        this.files = files;
        this.placement = placement;
        this.children = new ChildPages(tree, index, files);
        this.attachments = new AttachmentPlacement(tree, index, files, placement);
    }

    private record Deleted(long version, FileMode mode) {}

    public boolean isEmpty() {
        return open.isEmpty();
    }

    /** Returns whether the page is deleted and still in the index. */
    public boolean contains(PageId page) {
        return open.containsKey(page);
    }

    public void delete(IndexedPage page, Tombstone tombstone) throws IOException {
        String path = index.path(page);
        FileMode mode = FileMode.REGULAR_FILE;
        if (page.hasFile()) {
            String file = files.file(path, page.form());
            mode = tree.find(file).map(TreeItem::mode).orElse(mode);
            tree.remove(file);
        }
        boolean isLeaf = tree.find(path).filter(TreeItem::isFolder).isEmpty()
                && index.bareChildren(page.id()).isEmpty();
        if (isLeaf) {
            index.remove(page, tombstone.version(), mode);
        } else {
            open.put(page.id(), new Deleted(tombstone.version(), mode));
            placement.pagesToRemove().add(page.id());
        }
    }

    public void settle() throws IOException {
        if (open.isEmpty()) {
            return;
        }
        Set<String> given = new HashSet<>();
        for (IndexedPage page : innerFirst()) {
            Deleted deleted = Objects.requireNonNull(open.get(page.id()));
            for (IndexedPage child : children.of(page)) {
                if (!open.containsKey(child.id())) {
                    placement.placeAtTop(child);
                }
            }
            attachments.giveAway(page, given);
            given.add(index.path(page));
            index.remove(page, deleted.version(), deleted.mode());
        }
        open.clear();
        placement.pagesToRemove().clear();
    }

    private List<IndexedPage> innerFirst() throws IOException {
        Map<PageId, Integer> depths = new HashMap<>();
        List<IndexedPage> pages = new ArrayList<>();
        for (PageId id : open.keySet()) {
            IndexedPage page = index.page(id).orElseThrow();
            pages.add(page);
            depths.put(id, Paths.depth(index.path(page)));
        }
        pages.sort(
                Collections.reverseOrder(Comparator.comparing(page -> Objects.requireNonNull(depths.get(page.id())))));
        return pages;
    }
}
