package dev.gitsync.demo.web;

import dev.gitsync.demo.account.Rights;
import dev.gitsync.demo.server.HttpProblem;
import dev.gitsync.demo.server.Visit;
import dev.gitsync.demo.server.WikiParts;
import dev.gitsync.demo.sync.SpaceSync;
import dev.gitsync.demo.wiki.Desk;
import dev.gitsync.demo.wiki.FoundPage;
import dev.gitsync.demo.wiki.OpenSpace;
import dev.gitsync.demo.wiki.Search;
import dev.gitsync.error.InvalidInputException;
import dev.gitsync.jdbi.JdbiPages;
import dev.gitsync.jdbi.JdbiSpaces;
import dev.gitsync.model.SpaceId;
import java.util.Map;
import java.util.Optional;

/** Spaces: the list, one of them, its trash, its files, a new one, and searching in all of them. */
final class SpaceActions {
    private static final int TRASH_SHOWN = 200;
    private static final int MAX_NAME = 100;
    private static final int MAX_QUERY = 200;
    private static final int MAX_DOWNLOAD = 64 << 20;

    private final JdbiSpaces spaces;
    private final JdbiPages pages;
    private final Rights rights;
    private final Desk desk;
    private final Search search;
    private final SpaceSync sync;

    SpaceActions(WikiParts parts) {
        spaces = parts.wiki().spaces();
        pages = parts.wiki().pages();
        rights = parts.people().rights();
        desk = parts.wiki().desk();
        search = parts.wiki().search();
        sync = parts.git().sync();
    }

    Reply list(Visit visit) {
        return Reply.view(200, visit, "spaces", Map.of("spaces", visit.spaces()));
    }

    Reply search(Visit visit) {
        String asked = visit.field("q").strip();
        String query = asked.substring(0, Math.min(MAX_QUERY, asked.length())).replace("\0", "");
        return Reply.view(200, visit, "search", Map.of("query", query, "hits", search.find(visit.spaces(), query)));
    }

    Reply create(Visit visit) {
        visit.requireAdmin();
        String name = visit.field("name").strip();
        if (name.isEmpty() || name.length() > MAX_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new HttpProblem(422, "The name of a space is one line of 1 to " + MAX_NAME + " characters.");
        }
        try {
            SpaceId id = new SpaceId(visit.field("id"));
            spaces.create(id, "", name, true);
            if (!visit.field("restricted").isEmpty()) {
                rights.restrict(id);
            }
            return new Reply.Redirect(Links.space(id));
        } catch (InvalidInputException e) {
            throw new HttpProblem(422, e.getMessage() + ".");
        }
    }

    Reply show(Visit visit) {
        return Reply.inSpace(200, visit, "space", visit.space(), Map.of());
    }

    Reply trash(Visit visit) {
        return trash(200, visit, visit.space(), "");
    }

    private Reply trash(int status, Visit visit, OpenSpace space, String problem) {
        return Reply.inSpace(
                status,
                visit,
                "trash",
                space,
                Map.of("trash", pages.trash(space.space(), TRASH_SHOWN), "problem", problem));
    }

    Reply restore(Visit visit) {
        FoundPage page = visit.writablePage();
        return desk.restore(page, visit.account(), PageActions.version(visit))
                .match(
                        saved -> new Reply.Redirect(Links.page(saved.page())),
                        stale -> trash(
                                409, visit, page.in(), "Somebody else was faster; this is the trash as it is now."),
                        refused -> trash(422, visit, page.in(), refused.sentence()));
    }

    /** A path as it stands in git: a page, its folder, or a file beside the pages. The ending of a page's file may be left out. */
    Reply at(Visit visit) {
        OpenSpace space = visit.space();
        String path = visit.parameter("path").replaceFirst("/$", "");
        return page(space, path)
                .or(() -> sync.file(space.space(), path, MAX_DOWNLOAD).map(bytes -> new Reply.Download(path, bytes)))
                .or(() -> page(space, path + ".md"))
                .orElseThrow(HttpProblem::notFound);
    }

    private Optional<Reply> page(OpenSpace space, String path) {
        return sync.pageAt(space.space(), path).map(id -> new Reply.Redirect(Links.page(id)));
    }
}
