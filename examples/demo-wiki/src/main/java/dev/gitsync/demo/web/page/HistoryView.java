package dev.gitsync.demo.web.page;

import dev.gitsync.demo.html.Html;
import dev.gitsync.demo.web.frame.Layout;
import dev.gitsync.demo.web.frame.Links;
import dev.gitsync.demo.web.frame.Times;
import dev.gitsync.demo.web.frame.TreeView;
import dev.gitsync.demo.web.frame.Visit;
import dev.gitsync.demo.wiki.FoundPage;
import dev.gitsync.demo.wiki.PageTree;
import dev.gitsync.jdbi.PageVersion;
import java.util.List;

/** Who changed a page, when, why, and from which side. */
final class HistoryView {
    private HistoryView() {}

    static Html show(Visit visit, FoundPage page, PageTree tree, List<PageVersion> versions, boolean more) {
        Html older = more
                ? Html.of(
                        "<p><a href=\"{}?before={}\">Older versions</a></p>",
                        Links.page(page.id(), "history"),
                        versions.get(versions.size() - 1).version())
                : Html.EMPTY;
        Html back = page.isDeleted()
                ? Html.of(
                        "<p class=\"alert\">This page is in the <a href=\"{}\">trash</a>.</p>",
                        Links.space(page.in().id(), "trash"))
                : Html.of("<p><a href=\"{}\">Back to the page</a></p>", Links.page(page.id()));
        Html rows =
                Html.join(versions.stream().map(version -> row(page, version)).toList());
        return Layout.inSpace(
                visit,
                page.in(),
                "History of " + page.content().title(),
                TreeView.side(page.in(), tree, page.id()),
                Html.of(
                        "<h1>History of {}</h1>{}<ol class=\"history\">{}</ol>{}",
                        page.content().title(),
                        back,
                        rows,
                        older));
    }

    private static Html row(FoundPage page, PageVersion version) {
        String message =
                version.provenance().message().lines().findFirst().orElse("").strip();
        return Html.of(
                """
                <li class="{}"><span class="version">{}</span>
                <div><p>{}{}</p><p class="meta">{} {}{}</p><p class="meta compare">{}</p></div></li>""",
                version.provenance().git() == null ? "by-wiki" : "by-git",
                version.version(),
                what(page, version),
                message.isEmpty() ? Html.EMPTY : Html.of(" <span class=\"message\">{}</span>", message),
                Times.at(version.provenance().time()),
                version.provenance().git() == null
                        ? Html.of("{} in the wiki", PageView.by(version.provenance()))
                        : Html.of("<span class=\"badge\">git</span> {}", PageView.by(version.provenance())),
                pushedBy(version),
                compare(page, version));
    }

    /** The author of a commit is whoever the commit says; the account that pushed it stands beside. */
    private static Html pushedBy(PageVersion version) {
        return version.provenance().git() == null
                ? Html.EMPTY
                : Html.of(", pushed by <code>{}</code>", version.actor());
    }

    private static Html compare(FoundPage page, PageVersion version) {
        long number = version.version();
        Html own = Html.of(
                "<a href=\"{}\" aria-label=\"What changed in version {}\">What changed</a>",
                Links.changes(page.id(), number - 1, number),
                number);
        return number >= page.version()
                ? own
                : Html.of(
                        "{} <a href=\"{}\" aria-label=\"Compare version {} with the newest\">Compare with the newest</a>",
                        own,
                        Links.changes(page.id(), number, page.version()),
                        number);
    }

    private static Html what(FoundPage page, PageVersion version) {
        return version.deletion()
                ? Html.of("<em>Deleted</em>")
                : Html.of(
                        "<a href=\"{}\">{}</a>",
                        Links.page(page.id(), "history/" + version.version()),
                        String.valueOf(version.title()));
    }
}
