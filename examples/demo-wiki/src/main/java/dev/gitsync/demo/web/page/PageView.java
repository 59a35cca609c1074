package dev.gitsync.demo.web.page;

import dev.gitsync.demo.html.Html;
import dev.gitsync.demo.markdown.MarkdownRenderer.Property;
import dev.gitsync.demo.markdown.MarkdownRenderer.RenderedPage;
import dev.gitsync.demo.web.frame.CloneBox;
import dev.gitsync.demo.web.frame.Commits;
import dev.gitsync.demo.web.frame.Layout;
import dev.gitsync.demo.web.frame.Links;
import dev.gitsync.demo.web.frame.Live;
import dev.gitsync.demo.web.frame.Times;
import dev.gitsync.demo.web.frame.TreeView;
import dev.gitsync.demo.web.frame.Visit;
import dev.gitsync.demo.wiki.FoundPage;
import dev.gitsync.demo.wiki.PageTree;
import dev.gitsync.jdbi.PageNode;
import dev.gitsync.model.GitOrigin;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;
import java.util.List;

/** One page to read, as it is or as it was. */
final class PageView {
    private PageView() {}

    static Html show(Visit visit, FoundPage page, PageTree tree, RenderedPage rendered, String path) {
        Html main = Html.of(
                """
                {}
                <div id="page" data-live>{}
                <article class="page">
                <header><h1>{}</h1>{}</header>
                {}
                <div class="prose">{}</div>
                {}
                </article>
                <footer class="foot"><p>{}</p>{}</footer></div>
                {}""",
                live(page).html(),
                crumbs(tree, page.id()),
                page.content().title(),
                tools(page),
                properties(rendered.properties()),
                Html.safe(rendered.body()),
                page.content().text() == null ? children(tree, page) : Html.EMPTY,
                lastChange(page),
                path.isEmpty() ? Html.EMPTY : Html.of("<p>File <code>{}</code></p>", path),
                CloneBox.of(page.in(), visit.site()));
        return Layout.inSpace(
                visit, page.in(), page.content().title(), TreeView.side(page.in(), tree, page.id()), main);
    }

    private static Live live(FoundPage page) {
        Provenance change = page.stored().lastChange();
        String how = change.git() == null
                ? " in the wiki."
                : " with git, in commit " + Commits.shortId(change.git().commit()) + ".";
        return new Live(
                Links.page(page.id(), "mark"),
                Long.toString(page.version()),
                "This page has just changed: version " + page.version() + ", by "
                        + change.author().name() + how,
                Links.page(page.id(), "changes?from=OLD&to=" + page.version()));
    }

    static Html old(Visit visit, FoundPage page, PageTree tree, OldVersion old, RenderedPage rendered) {
        Html main = Html.of(
                """
                <p class="alert">This is version {} of {}, {}. <a href="{}">History</a></p>
                <article class="page"><header><h1>{}</h1></header>
                {}
                <div class="prose">{}</div>
                </article>
                <details class="fold"><summary>The text of this version</summary>
                <pre class="source" tabindex="0">{}</pre></details>""",
                old.version(),
                Times.at(old.provenance().time()),
                by(old.provenance()),
                Links.page(page.id(), "history"),
                old.content().title(),
                properties(rendered.properties()),
                Html.safe(rendered.body()),
                old.text());
        return Layout.inSpace(visit, page.in(), old.content().title(), TreeView.side(page.in(), tree, page.id()), main);
    }

    /** The way down to a page. */
    static Html crumbs(PageTree tree, PageId page) {
        List<PageNode> above = tree.ancestors(page);
        Html items = Html.join(above.stream()
                .map(node -> Html.of("<li><a href=\"{}\">{}</a></li>", Links.page(node.id()), node.title()))
                .toList());
        return above.isEmpty()
                ? Html.EMPTY
                : Html.of("<nav aria-label=\"Above\"><ol class=\"crumbs\">{}</ol></nav>", items);
    }

    /** Who made a change, and how it came here. */
    static Html by(Provenance change) {
        return Html.of("by {}{}", change.author().name(), source(change.git()));
    }

    private static Html source(@org.jspecify.annotations.Nullable GitOrigin git) {
        return git == null ? Html.EMPTY : Html.of(" in commit {}", Commits.id(git.commit()));
    }

    private static Html tools(FoundPage page) {
        Html write = Html.of(
                """
                <a class="button" href="{}">Edit</a>
                <a href="{}">Move</a>
                <a href="{}">Add page below</a>""",
                Links.page(page.id(), "edit"),
                Links.page(page.id(), "move"),
                Links.newPage(page.in().id(), page.id()));
        Html delete = Html.of("<a href=\"{}\">Delete</a>", Links.page(page.id(), "delete"));
        boolean writable = page.in().isWritable();
        return Html.of(
                "<p class=\"tools\">{} <a href=\"{}\">History</a> {}</p>",
                writable ? write : Html.EMPTY,
                Links.page(page.id(), "history"),
                writable ? delete : Html.EMPTY);
    }

    private static Html properties(List<Property> properties) {
        Html rows = Html.join(properties.stream()
                .map(property -> Html.of("<div><dt>{}</dt><dd>{}</dd></div>", property.name(), property.value()))
                .toList());
        return properties.isEmpty() ? Html.EMPTY : Html.of("<dl class=\"properties\">{}</dl>", rows);
    }

    private static Html children(PageTree tree, FoundPage page) {
        Html items = Html.join(tree.children(page.id()).stream()
                .map(child -> Html.of("<li><a href=\"{}\">{}</a></li>", Links.page(child.id()), child.title()))
                .toList());
        return Html.of(
                "<p class=\"empty\">This page has no text yet; it holds these pages together:</p><ul>{}</ul>", items);
    }

    private static Html lastChange(FoundPage page) {
        Provenance change = page.stored().lastChange();
        return Html.of("Version {}, {}, {}", page.version(), Times.at(change.time()), by(change));
    }
}
