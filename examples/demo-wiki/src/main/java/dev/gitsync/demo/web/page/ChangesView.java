package dev.gitsync.demo.web.page;

import dev.gitsync.demo.diff.TextDiff;
import dev.gitsync.demo.html.Html;
import dev.gitsync.demo.web.frame.Layout;
import dev.gitsync.demo.web.frame.Links;
import dev.gitsync.demo.web.frame.Times;
import dev.gitsync.demo.web.frame.TreeView;
import dev.gitsync.demo.web.frame.Visit;
import dev.gitsync.demo.wiki.FoundPage;
import dev.gitsync.demo.wiki.PageTree;
import dev.gitsync.jdbi.PageNode;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What changed from one version of a page to another. */
final class ChangesView {
    private ChangesView() {}

    /**
     * The two versions.
     *
     * @param before empty when the page did not exist
     * @param after empty when the page was deleted
     * @param change who made the newer one
     */
    record Sides(long from, Optional<OldVersion> before, long to, Optional<OldVersion> after, Provenance change) {
        String oldText() {
            return before.map(OldVersion::text).orElse("");
        }

        String newText() {
            return after.map(OldVersion::text).orElse("");
        }
    }

    static Html show(Visit visit, FoundPage page, PageTree tree, Sides sides) {
        Optional<TextDiff> diff = TextDiff.of(sides.oldText(), sides.newText());
        Html main = Html.of(
                """
                <h1>Changes to {}</h1>
                <p class="lead">From version {} to version {}, {}, {}.{}</p>
                {}
                {}{}
                {}""",
                page.content().title(),
                sides.from(),
                sides.to(),
                Times.at(sides.change().time()),
                PageView.by(sides.change()),
                message(sides.change()),
                neighbours(page, sides),
                title(sides),
                place(tree, sides),
                diff.map(DiffView::of)
                        .orElseGet(() -> Html.of("<p class=\"empty\">The text is too long to compare it here;"
                                + " <code>git diff</code> in a clone does it.</p>")));
        return Layout.inSpace(
                visit,
                page.in(),
                "Changes to " + page.content().title(),
                TreeView.side(page.in(), tree, page.id()),
                main);
    }

    private static Html message(Provenance change) {
        String first = change.message().lines().findFirst().orElse("").strip();
        return first.isEmpty() ? Html.EMPTY : Html.of(" <q>{}</q>", first);
    }

    private static Html neighbours(FoundPage page, Sides sides) {
        Html older = sides.before().isEmpty()
                ? Html.EMPTY
                : Html.of(
                        "<a href=\"{}\">Change before</a> ",
                        Links.changes(page.id(), Math.max(0, sides.from() - 1), sides.from()));
        Html newer = sides.to() >= page.version()
                ? Html.EMPTY
                : Html.of("<a href=\"{}\">Next change</a> ", Links.changes(page.id(), sides.to(), sides.to() + 1));
        Html read = page.isDeleted() ? Html.EMPTY : Html.of("<a href=\"{}\">Page</a> ", Links.page(page.id()));
        return Html.of(
                "<p class=\"tools\">{}{}{}<a href=\"{}\">History</a></p>",
                older,
                newer,
                read,
                Links.page(page.id(), "history"));
    }

    private static Html title(Sides sides) {
        String before = sides.before().map(old -> old.content().title()).orElse("");
        String after = sides.after().map(old -> old.content().title()).orElse("");
        if (after.isEmpty()) {
            return Html.of("<p class=\"alert\">The page was deleted.</p>");
        }
        return before.isEmpty() || before.equals(after)
                ? Html.EMPTY
                : Html.of("<p>Title: <del>{}</del> <ins>{}</ins></p>", before, after);
    }

    private static Html place(PageTree tree, Sides sides) {
        if (sides.before().isEmpty() || sides.after().isEmpty()) {
            return Html.EMPTY;
        }
        @Nullable PageId before = sides.before().get().content().parent();
        @Nullable PageId after = sides.after().get().content().parent();
        return before == null
                ? after == null ? Html.EMPTY : moved(tree, before, after)
                : before.equals(after) ? Html.EMPTY : moved(tree, before, after);
    }

    private static Html moved(PageTree tree, @Nullable PageId before, @Nullable PageId after) {
        return Html.of("<p>Moved from {} to {}.</p>", name(tree, before), name(tree, after));
    }

    private static String name(PageTree tree, @Nullable PageId parent) {
        return parent == null
                ? "the top of the space"
                : tree.find(parent)
                        .map(PageNode::title)
                        .map(title -> "below " + title)
                        .orElse("below a page that is gone");
    }
}
