package dev.gitsync.demo.order;

import dev.gitsync.demo.sync.SpaceSync;
import dev.gitsync.demo.wiki.PageTree;
import dev.gitsync.format.PathNaming;
import dev.gitsync.format.SafePathNaming;
import dev.gitsync.jdbi.JdbiPages.PageNode;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names of pages in git: that of the file without extension, or that of the folder. */
final class GitNames {
    private static final String EXTENSION = ".md";

    private final SpaceSync sync;
    private final PathNaming naming = new SafePathNaming();

    GitNames(SpaceSync sync) {
        this.sync = sync;
    }

    /** The names of pages below {@code parent}, or at the top for null. A page without a path has the name that its title gives. */
    Map<PageId, String> of(Space space, PageTree tree, @Nullable PageId parent, List<PageNode> children) {
        List<PageId> ids = children.stream().map(PageNode::id).toList();
        Map<PageId, String> paths = sync.paths(space, ids);
        int depth = depth(tree, parent);
        Map<PageId, String> names = new HashMap<>();
        for (PageNode child : children) {
            String path = paths.get(child.id());
            names.put(child.id(), path == null ? naming.nameFor(child.title()) : name(path, depth));
        }
        return names;
    }

    /** The name that a page gets with an edit of its title or place; {@code name} is the one that it has. */
    String after(Space space, PageTree tree, Page after, String name) {
        return sync.pathAfter(space, after)
                .map(path -> name(path, depth(tree, after.content().parent())))
                .orElse(name);
    }

    private static int depth(PageTree tree, @Nullable PageId parent) {
        return parent == null ? 0 : tree.ancestors(parent).size() + 1;
    }

    /** The name of a page whose file or folder has this path, {@code depth} folders down. */
    static String name(String path, int depth) {
        boolean isFolder = path.endsWith("/");
        String[] names = (isFolder ? path.substring(0, path.length() - 1) : path).split("/", -1);
        String name = names[Math.min(depth, names.length - 1)];
        boolean isFile = depth >= names.length - 1 && !isFolder;
        return isFile && name.endsWith(EXTENSION) ? name.substring(0, name.length() - EXTENSION.length()) : name;
    }
}
