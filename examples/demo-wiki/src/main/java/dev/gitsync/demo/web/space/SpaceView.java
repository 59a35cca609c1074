package dev.gitsync.demo.web.space;

import dev.gitsync.demo.html.Html;
import dev.gitsync.demo.web.frame.CloneBox;
import dev.gitsync.demo.web.frame.Layout;
import dev.gitsync.demo.web.frame.Links;
import dev.gitsync.demo.web.frame.Times;
import dev.gitsync.demo.web.frame.TreeView;
import dev.gitsync.demo.web.frame.Visit;
import dev.gitsync.demo.wiki.OpenSpace;
import dev.gitsync.demo.wiki.PageTree;
import dev.gitsync.jdbi.TrashedPage;
import java.util.List;

/** Spaces: the list of them, one of them, its trash, a new one. */
final class SpaceView {
    private SpaceView() {}

    static Html list(Visit visit, List<OpenSpace> spaces) {
        Html cards = Html.join(spaces.stream()
                .map(space -> Html.of(
                        """
                        <li><a class="card" href="{}"><strong>{}</strong><span>{}</span></a></li>""",
                        Links.space(space.id()),
                        space.space().name(),
                        space.isWritable() ? "read and write" : "read only"))
                .toList());
        return Layout.page(
                visit, "Spaces", Html.of("""
                <h1>Spaces</h1>
                <p class="lead">Every space is a wiki in the browser and a git repository at the same time.</p>
                <ul class="cards">{}</ul>
                {}""", cards, visit.account().isAdmin() ? newSpace(visit) : Html.EMPTY));
    }

    private static Html newSpace(Visit visit) {
        return Html.of("""
                <details class="fold"><summary>New space</summary>
                <form method="post" action="/spaces" class="stack">{}
                <label>Name <input name="name" required maxlength="100"></label>
                <label>Short name <small>for the address and the clone URL</small>
                <input name="id" required pattern="[A-Za-z0-9_\\-]+" maxlength="64" spellcheck="false"></label>
                <label class="check"><input type="checkbox" name="restricted" value="yes"> Only administrators see it</label>
                <p><button>Create space</button></p>
                </form></details>""", Layout.token(visit));
    }

    static Html show(Visit visit, OpenSpace space, PageTree tree) {
        Html pages = tree.size() == 0
                ? Html.of("<p class=\"empty\">No pages yet. Write the first one here, or push some to"
                        + " <code>main</code>.</p>")
                : Html.of("<div class=\"index\">{}</div>", TreeView.all(tree));
        return Layout.inSpace(
                visit,
                space,
                "All pages",
                TreeView.side(space, tree, null),
                Html.of(
                        """
                <h1>{}</h1>
                {}
                <div class="row"><h2>Pages <small>{}</small></h2>{}</div>
                {}""",
                        space.space().name(),
                        CloneBox.of(space, visit.site()),
                        tree.size(),
                        space.isWritable()
                                ? Html.of(
                                        "<a class=\"button\" href=\"{}\">New page</a>", Links.newPage(space.id(), null))
                                : Html.EMPTY,
                        pages));
    }

    static Html trash(Visit visit, OpenSpace space, PageTree tree, List<TrashedPage> trash, String problem) {
        Html rows = Html.join(
                trash.stream().map(page -> trashRow(visit, space, page)).toList());
        Html list = trash.isEmpty()
                ? Html.of("<p class=\"empty\">The trash is empty.</p>")
                : Html.of("<ul class=\"rows\">{}</ul>", rows);
        return Layout.inSpace(
                visit, space, "Trash", TreeView.side(space, tree, null), Html.of("""
                <h1>Trash</h1>
                {}
                <p class="lead">Nothing is lost: a restored page keeps its history, and comes back with the pages that were
                deleted along with it.</p>
                {}""", Layout.alert(problem), list));
    }

    private static Html trashRow(Visit visit, OpenSpace space, TrashedPage page) {
        Html restore = Html.of(
                """
                <form method="post" action="{}">{}<input type="hidden" name="version" value="{}">
                <button class="quiet">Restore</button></form>""",
                Links.page(page.page().id(), "restore"),
                Layout.token(visit),
                page.page().version());
        return Html.of(
                """
                <li><div><a href="{}">{}</a>
                <span class="meta">deleted by {} on {}</span></div>{}</li>""",
                Links.page(page.page().id(), "history"),
                page.page().title(),
                page.deletion().author().name(),
                Times.at(page.deletion().time()),
                space.isWritable() ? restore : Html.EMPTY);
    }
}
