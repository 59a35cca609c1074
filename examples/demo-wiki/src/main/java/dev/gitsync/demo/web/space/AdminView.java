package dev.gitsync.demo.web.space;

import dev.gitsync.demo.events.SyncEvent;
import dev.gitsync.demo.html.Html;
import dev.gitsync.demo.web.frame.Layout;
import dev.gitsync.demo.web.frame.Links;
import dev.gitsync.demo.web.frame.Times;
import dev.gitsync.demo.web.frame.Visit;
import dev.gitsync.demo.wiki.OpenSpace;
import dev.gitsync.report.SpaceStatus;
import java.util.List;
import java.util.Optional;

/** Which spaces take part in git, and how they stand. */
final class AdminView {
    private AdminView() {}

    /**
     * A space.
     *
     * @param status empty when it does not take part
     * @param newest what happened last
     */
    record Row(OpenSpace space, Optional<SpaceStatus> status, Optional<SyncEvent> newest) {}

    static Html show(Visit visit, List<Row> rows, String notice) {
        return Layout.page(
                visit,
                "Spaces and git",
                Html.of(
                        """
                <h1>Spaces and git</h1>
                <p class="lead">A space takes part in git only if it is switched on here.</p>
                {}
                <ul class="rows">{}</ul>
                <p><a href="/">New space</a></p>""",
                        notice.isEmpty() ? Html.EMPTY : Html.of("<p class=\"notice\" role=\"status\">{}</p>", notice),
                        rows.stream().map(row -> row(visit, row)).toList()));
    }

    private static Html row(Visit visit, Row row) {
        OpenSpace space = row.space();
        Html last = row.newest()
                .map(event -> Html.of(
                        " Last news: <a href=\"{}\">{}</a>.",
                        Links.event(space.id(), event.id()),
                        Times.at(event.time())))
                .orElse(Html.EMPTY);
        return Html.of(
                """
                <li><div><a href="{}">{}</a> <span class="dot {}">{}</span>
                <span class="meta">{}</span></div>
                <form method="post" action="/admin/spaces/{}/git">{}<input type="hidden" name="on" value="{}">
                <button class="quiet" aria-label="Switch git {} for {}">Switch {}</button></form></li>""",
                Links.space(space.id(), "sync"),
                space.space().name(),
                row.status().isPresent() ? "on" : "off",
                row.status().isPresent() ? "git is on" : "git is off",
                Html.of("{}{}", row.status().map(AdminView::sentence).orElse("Nobody can clone it."), last),
                space.id(),
                Layout.token(visit),
                space.gitSync() ? "no" : "yes",
                space.gitSync() ? "off" : "on",
                space.space().name(),
                space.gitSync() ? "off" : "on");
    }

    private static String sentence(SpaceStatus status) {
        String pages = status.pages() + (status.pages() == 1 ? " page, " : " pages, ");
        String failed = status.failed().isEmpty() ? "" : ", " + status.failed().size() + " could not be brought in";
        return pages + (status.isBehind() ? "behind" : "up to date") + failed + ".";
    }
}
