package dev.gitsync.demo.web.space;

import dev.gitsync.demo.events.Words;
import dev.gitsync.demo.html.Html;
import dev.gitsync.demo.web.frame.Layout;
import dev.gitsync.demo.web.frame.Links;
import dev.gitsync.demo.web.frame.Visit;
import dev.gitsync.demo.wiki.Hit;
import java.util.List;

/** What was found. */
final class SearchView {
    private SearchView() {}

    static Html show(Visit visit, String query, List<Hit> hits) {
        Html found = hits.isEmpty()
                ? Html.of(
                        "<p class=\"empty\">{}</p>",
                        query.isEmpty() ? "Type what you look for." : "No page has all of that.")
                : Html.of(
                        "<ol class=\"hits\">{}</ol>",
                        hits.stream().map(SearchView::item).toList());
        return Layout.page(
                visit,
                "Search",
                Html.of(
                        "<h1>Search</h1><p class=\"lead\" role=\"status\">{}</p>{}",
                        query.isEmpty()
                                ? Html.EMPTY
                                : Html.of("{} for <b>{}</b>", Words.count(hits.size(), "page"), query),
                        found));
    }

    private static Html item(Hit hit) {
        return Html.of(
                "<li><a href=\"{}\">{}</a> <span class=\"meta\">{}</span><p>{}</p></li>",
                Links.page(hit.page()),
                hit.title(),
                hit.in().space().name(),
                hit.excerpt());
    }
}
