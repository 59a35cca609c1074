package dev.gitsync.internal.placement;

import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.pages.PageForm;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.model.PageId;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the pages directly below a page by the entries of its folder. */
public record ChildPages(TreeEditor tree, SpaceIndex index, PageFiles files) {
    /** Returns whether the page's folder contains the file or folder of a child page, so that the folder belongs to the page. */
    public boolean areIn(IndexedPage page, String folder) throws IOException {
        for (String name : tree.names(folder)) {
            if (child(page, folder, name).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** Returns the pages whose files or folders are in the page's folder, and those that have neither. */
    List<IndexedPage> of(IndexedPage page) throws IOException {
        String folder = index.path(page);
        Map<PageId, IndexedPage> children = new LinkedHashMap<>();
        for (String name : tree.names(folder)) {
            child(page, folder, name).ifPresent(child -> children.put(child.id(), child));
        }
        for (IndexedPage bare : index.bareChildren(page.id())) {
            children.put(bare.id(), bare);
        }
        return List.copyOf(children.values());
    }

    /** Returns the child of exactly this name: a page that is not in git may have a name that differs only in case. */
    private Optional<IndexedPage> child(IndexedPage page, String folder, String name) throws IOException {
        boolean isFolder =
                tree.find(Paths.join(folder, name)).filter(TreeItem::isFolder).isPresent();
        if (!isFolder && (!files.isPage(name) || page.form().equals(PageForm.inner(name)))) {
            return Optional.empty();
        }
        String wanted = isFolder ? name : files.siblingPath(name);
        Optional<PageId> child = index.colliding(page.id(), wanted);
        return child.isEmpty()
                ? Optional.empty()
                : index.page(child.get()).filter(found -> found.name().equals(wanted));
    }
}
