package dev.gitsync.demo.wiki;

import dev.gitsync.jdbi.JdbiPages.PageNode;
import dev.gitsync.model.PageId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The live pages of a space as a tree, siblings in the order of an arrangement or by title without regard to case. Not thread-safe. */
public final class PageTree {
    private final Map<PageId, PageNode> nodes = new LinkedHashMap<>();
    private final Map<@Nullable PageId, List<PageNode>> children = new HashMap<>();
    private final Map<@Nullable PageId, List<PageNode>> arranged = new HashMap<>();
    private final Arrangement arrangement;

    /** Arranges siblings. */
    public interface Arrangement {
        /** Returns the pages below {@code parent}, or at the top for null, in another order than {@code byTitle}. */
        List<PageNode> arrange(PageTree tree, @Nullable PageId parent, List<PageNode> byTitle);
    }

    /** Builds the tree of these pages; a page whose parent is not among them is at the top. */
    public PageTree(List<PageNode> pages) {
        this(pages, (tree, parent, byTitle) -> byTitle);
    }

    /** Builds the tree of these pages, whose siblings are arranged when they are asked for. */
    public PageTree(List<PageNode> pages, Arrangement arrangement) {
        this.arrangement = arrangement;
        pages.forEach(page -> nodes.put(page.id(), page));
        Comparator<PageNode> byTitle = Comparator.comparing(PageNode::title, String.CASE_INSENSITIVE_ORDER);
        pages.stream()
                .sorted(byTitle)
                .forEach(page -> children.computeIfAbsent(parentOf(page), parent -> new ArrayList<>())
                        .add(page));
    }

    private @Nullable PageId parentOf(PageNode page) {
        PageId parent = page.parent();
        return parent != null && nodes.containsKey(parent) ? parent : null;
    }

    /** How many pages there are. */
    public int size() {
        return nodes.size();
    }

    /** The page with this id. */
    public Optional<PageNode> find(PageId id) {
        return Optional.ofNullable(nodes.get(id));
    }

    /** The pages directly below {@code parent}, or at the top for null. */
    public List<PageNode> children(@Nullable PageId parent) {
        List<PageNode> byTitle = children.getOrDefault(parent, List.of());
        if (byTitle.size() < 2) {
            return byTitle;
        }
        List<PageNode> found = arranged.get(parent);
        if (found == null) {
            found = arrangement.arrange(this, parent, List.copyOf(byTitle));
            arranged.put(parent, found);
        }
        return found;
    }

    /** The pages with more than one page directly below them; those at the top are not counted. */
    public List<PageId> withSiblings() {
        List<PageId> parents = new ArrayList<>();
        children.forEach((parent, pages) -> {
            if (parent != null && pages.size() > 1) {
                parents.add(parent);
            }
        });
        return parents;
    }

    /** The page and everything below it, parents before children. */
    public List<PageNode> branch(PageId root) {
        List<PageNode> branch = new ArrayList<>(find(root).stream().toList());
        for (int i = 0; i < branch.size(); i++) {
            branch.addAll(children(branch.get(i).id()));
        }
        return branch;
    }

    /** The pages above {@code page}, from the top down. */
    public List<PageNode> ancestors(PageId page) {
        Deque<PageNode> above = new ArrayDeque<>();
        Optional<PageNode> next = find(page).flatMap(this::parent);
        while (next.isPresent()) {
            above.addFirst(next.get());
            next = parent(next.get());
        }
        return List.copyOf(above);
    }

    /** The page and those above it; nothing for null. */
    public Set<PageId> way(@Nullable PageId page) {
        Set<PageId> way = new HashSet<>();
        if (page != null) {
            way.add(page);
            ancestors(page).forEach(node -> way.add(node.id()));
        }
        return way;
    }

    private Optional<PageNode> parent(PageNode page) {
        return Optional.ofNullable(page.parent()).flatMap(this::find);
    }
}
