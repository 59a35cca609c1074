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

/** The live pages of a space as a tree, siblings by title without regard to case. */
public final class PageTree {
    private final Map<PageId, PageNode> nodes = new LinkedHashMap<>();
    private final Map<@Nullable PageId, List<PageNode>> children = new HashMap<>();

    /** Builds the tree of these pages; a page whose parent is not among them is at the top. */
    public PageTree(List<PageNode> pages) {
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
        return children.getOrDefault(parent, List.of());
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
