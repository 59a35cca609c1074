package dev.gitsync.demo.web.frame;

import dev.gitsync.demo.html.Html;
import dev.gitsync.demo.wiki.OpenSpace;
import dev.gitsync.demo.wiki.PageTree;
import dev.gitsync.jdbi.PageNode;
import dev.gitsync.model.PageId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a space at the side of the screen. In a large space only the branches around the present page are sent, and
 * the space's own page has them all.
 */
public final class TreeView {
    private static final int LARGE = 400;
    private static final int OPEN_AT_FIRST = 40;

    private final PageTree tree;
    private final @Nullable PageId current;
    private final Set<PageId> way = new HashSet<>();

    private TreeView(PageTree tree, @Nullable PageId current) {
        this.tree = tree;
        this.current = current;
        if (current != null) {
            way.add(current);
            tree.ancestors(current).forEach(page -> way.add(page.id()));
        }
    }

    /** The navigation of a space, with the way to {@code current} open. */
    public static Html side(OpenSpace space, PageTree tree, @Nullable PageId current) {
        TreeView view = new TreeView(tree, current);
        return Html.of(
                """
                <details class="drawer" open>
                <summary>Pages</summary>
                <div id="tree" data-live>{}</div>
                <p class="tools">{}<a href="{}">All pages</a> <a href="{}">Sync</a> <a href="{}">Trash</a></p>
                </details>""",
                view.list(tree.children(null), tree.size() <= LARGE),
                space.isWritable() ? newPage(space, current) : Html.EMPTY,
                Links.space(space.id()),
                Links.space(space.id(), "sync"),
                Links.space(space.id(), "trash"));
    }

    private static Html newPage(OpenSpace space, @Nullable PageId parent) {
        return Html.of("<a href=\"{}\">New page</a> ", Links.newPage(space.id(), parent));
    }

    /** Every page of a space. */
    public static Html all(PageTree tree) {
        return new TreeView(tree, null).list(tree.children(null), true);
    }

    private Html list(List<PageNode> pages, boolean whole) {
        List<Html> items = pages.stream().map(page -> item(page, whole)).toList();
        return items.isEmpty() ? Html.EMPTY : Html.of("<ul class=\"tree\">{}</ul>", items);
    }

    private Html item(PageNode page, boolean whole) {
        List<PageNode> children = tree.children(page.id());
        if (children.isEmpty() || !(whole || way.contains(page.id()))) {
            return Html.of("<li class=\"leaf\">{}</li>", link(page));
        }
        boolean open = way.contains(page.id()) || tree.size() <= OPEN_AT_FIRST;
        return Html.of(
                "<li><details{}><summary>{}</summary>{}</details></li>",
                Html.when(open, " open"),
                link(page),
                list(children, whole));
    }

    private Html link(PageNode page) {
        return Html.of(
                "<a href=\"{}\"{}>{}</a>",
                Links.page(page.id()),
                Html.when(page.id().equals(current), " aria-current=\"page\""),
                page.title());
    }
}
