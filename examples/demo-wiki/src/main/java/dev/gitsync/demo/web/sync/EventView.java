package dev.gitsync.demo.web.sync;

import dev.gitsync.demo.events.SyncEvent;
import dev.gitsync.demo.events.SyncEvent.Line;
import dev.gitsync.demo.events.SyncEvent.News;
import dev.gitsync.demo.events.Words;
import dev.gitsync.demo.html.Html;
import dev.gitsync.demo.web.frame.Commits;
import dev.gitsync.demo.web.frame.Layout;
import dev.gitsync.demo.web.frame.Links;
import dev.gitsync.demo.web.frame.Times;
import dev.gitsync.demo.web.frame.TreeView;
import dev.gitsync.demo.web.frame.Visit;
import dev.gitsync.demo.wiki.OpenSpace;
import dev.gitsync.demo.wiki.PageTree;
import dev.gitsync.model.PageId;
import java.util.List;
import java.util.Locale;

/** Something that happened between a space and git: in the list, and by itself. */
final class EventView {
    private static final int LINES_IN_LIST = 4;

    private EventView() {}

    /** What happened, in a few words. */
    static String headline(SyncEvent event) {
        String who = event.what().who();
        return switch (event.what().kind()) {
            case PULL -> "Brought into git";
            case PUSH -> "Pushed by " + who;
            case DRY_RUN -> "Dry run of a push by " + who;
            case REFUSED -> "Push by " + who + " refused";
            case MERGED -> "Merged";
            case FAILED -> "Failed";
            case SYNC -> "Sync asked for by " + who;
            case PLAN -> "Plan asked for by " + who;
            case VERIFY -> "Verified for " + who;
        };
    }

    static Html item(OpenSpace space, SyncEvent event) {
        News what = event.what();
        int shown = Math.min(LINES_IN_LIST, what.lines().size());
        int more = what.lines().size() - shown + what.moreLines();
        return Html.of(
                """
                <li class="{}"><p><a href="{}" id="event-{}"><b>{}</b></a> {}</p>
                <p class="summary">{}</p>
                {}{}</li>""",
                what.kind().name().toLowerCase(Locale.ROOT),
                Links.event(space.id(), event.id()),
                event.id(),
                headline(event),
                when(event),
                what.summary(),
                lines(space, what.lines().subList(0, shown)),
                more == 0 ? Html.EMPTY : Html.of("<p class=\"meta\">and {} more</p>", more));
    }

    private static Html when(SyncEvent event) {
        return Html.of(
                "<span class=\"meta\">{}{}</span>",
                Times.at(event.time()),
                event.repeated() == 1 ? "" : ", " + Words.count(event.repeated(), "time") + " in a row");
    }

    static Html show(Visit visit, OpenSpace space, PageTree tree, SyncEvent event) {
        News what = event.what();
        Html main = Html.of(
                """
                <h1>{}</h1>
                <p class="lead event-summary">{}</p>
                <dl class="facts"><div><dt>When</dt><dd>{}</dd></div>{}</dl>
                {}{}
                <p><a href="{}">Back to the sync page</a></p>""",
                headline(event),
                what.summary(),
                when(event),
                what.tip() == null
                        ? Html.EMPTY
                        : Html.of("<div><dt>Commit</dt><dd>{}</dd></div>", Commits.id(what.tip())),
                lines(space, what.lines()),
                what.moreLines() == 0 ? Html.EMPTY : Html.of("<p class=\"meta\">and {} more</p>", what.moreLines()),
                Links.space(space.id(), "sync"));
        return Layout.inSpace(visit, space, headline(event), TreeView.side(space, tree, null), main);
    }

    private static Html lines(OpenSpace space, List<Line> lines) {
        return lines.isEmpty()
                ? Html.EMPTY
                : Html.of(
                        "<ul class=\"receipt\">{}</ul>",
                        lines.stream().map(line -> line(space, line)).toList());
    }

    private static Html line(OpenSpace space, Line line) {
        Html action = line.action().isEmpty()
                ? Html.EMPTY
                : Html.of("<span class=\"action {}\">{}</span> ", line.action(), line.action());
        Html by = line.by().isEmpty()
                ? Html.EMPTY
                : Html.of(
                        " <span class=\"meta\">by {}{}</span>",
                        line.by(),
                        line.text().isEmpty() ? "" : ":");
        Html text = line.text().isEmpty()
                ? Html.EMPTY
                : Html.of(" <span class=\"{}\">{}</span>", line.action().isEmpty() ? "said" : "meta", line.text());
        return Html.of("<li>{}{}{}{}</li>", action, place(space, line), by, text);
    }

    private static Html place(OpenSpace space, Line line) {
        String shown = line.path().isEmpty() ? line.page() : line.path();
        boolean gone = line.action().startsWith("delete") || shown.isEmpty();
        if (!line.page().isEmpty() && !gone) {
            return Html.of("<a href=\"{}\">{}</a>", Links.page(new PageId(line.page())), shown);
        }
        return gone || line.action().isEmpty() || line.action().contains(" ")
                ? Html.text(shown)
                : Html.of("<a href=\"{}\">{}</a>", Links.file(space.id(), shown), shown);
    }
}
