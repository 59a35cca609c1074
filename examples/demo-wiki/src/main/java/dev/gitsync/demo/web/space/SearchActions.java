package dev.gitsync.demo.web.space;

import dev.gitsync.demo.server.Routes;
import dev.gitsync.demo.web.frame.Handler;
import dev.gitsync.demo.web.frame.Reply;
import dev.gitsync.demo.web.frame.Visit;
import dev.gitsync.demo.web.frame.WikiParts;
import dev.gitsync.demo.wiki.Search;

/** Looking for pages, in the spaces that the visitor may see. */
public final class SearchActions {
    private static final int MOST_CHARS = 200;

    private final Search search;

    /** Actions on these parts of the wiki. */
    public SearchActions(WikiParts parts) {
        search = parts.wiki().search();
    }

    /** Says which addresses lead here. */
    public void addTo(Routes<Handler> routes) {
        routes.add("GET", "/search", this::find);
    }

    private Reply find(Visit visit) {
        String asked = visit.field("q").strip();
        String query = asked.substring(0, Math.min(MOST_CHARS, asked.length())).replace("\0", "");
        return Reply.ok(
                SearchView.show(visit, query, search.find(visit.library().spaces(visit.account()), query)));
    }
}
