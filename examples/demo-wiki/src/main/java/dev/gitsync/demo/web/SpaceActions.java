package dev.gitsync.demo.web;

import dev.gitsync.demo.server.HttpProblem;
import dev.gitsync.demo.server.Visit;
import dev.gitsync.demo.server.Wiki;
import dev.gitsync.demo.wiki.FoundPage;
import dev.gitsync.demo.wiki.OpenSpace;
import dev.gitsync.error.InvalidInputException;
import dev.gitsync.jdbi.JdbiPages.PageNode;
import dev.gitsync.model.Labels;
import dev.gitsync.model.SpaceId;
import java.util.List;
import java.util.Optional;

/** Shows and creates spaces: their list, their pages, their labels, their trash, their files; searches in all of them. */
final class SpaceActions {
    private static final int MAX_TRASH_SHOWN = 200;
    private static final int MAX_LABELS = 1_000;
    private static final int MAX_LABELLED = 1_000;
    private static final int MAX_NAME = 100;
    private static final int MAX_QUERY = 200;

    private SpaceActions() {}

    static Reply list(Visit visit) {
        return Reply.view(visit, "spaces").with("spaces", visit.spaces());
    }

    static Reply search(Visit visit) {
        String field = visit.field("q").strip();
        String query = field.substring(0, Math.min(MAX_QUERY, field.length())).replace("\0", "");
        return Reply.view(visit, "search")
                .with("query", query)
                .with("hits", visit.wiki().pages().search().find(visit.spaces(), query));
    }

    static Reply create(Visit visit) {
        visit.requireAdmin();
        String name = visit.field("name").strip();
        if (name.isEmpty() || name.length() > MAX_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new HttpProblem(422, "The name of a space is one line of 1 to " + MAX_NAME + " characters.");
        }
        Wiki wiki = visit.wiki();
        try {
            SpaceId id = new SpaceId(visit.field("id"));
            wiki.pages().spaces().create(id, "", name, true);
            if (!visit.field("restricted").isEmpty()) {
                wiki.people().rights().restrict(id);
            }
            return new Reply.Redirect(Links.space(id));
        } catch (InvalidInputException e) {
            throw new HttpProblem(422, e.getMessage() + ".");
        }
    }

    static Reply show(Visit visit) {
        return Reply.inSpace(visit, "space", visit.space());
    }

    static Reply trash(Visit visit) {
        return trash(visit, visit.space());
    }

    private static Reply.View trash(Visit visit, OpenSpace space) {
        return Reply.inSpace(visit, "trash", space)
                .with("trash", visit.wiki().pages().stored().trash(space.space(), MAX_TRASH_SHOWN));
    }

    static Reply restore(Visit visit) {
        FoundPage page = visit.writablePage();
        return Reply.of(
                visit.wiki().pages().desk().restore(page, PageActions.edit(visit, "")),
                saved -> Links.page(page.id()),
                () -> trash(visit, page.in()));
    }

    static Reply labels(Visit visit) {
        return labels(visit, "", List.of());
    }

    static Reply labelled(Visit visit) {
        OpenSpace space = visit.space();
        String label = visit.segment("label");
        List<PageNode> found = Labels.isValid(label)
                ? visit.wiki().pages().stored().labelled(space.space(), label, MAX_LABELLED)
                : List.of();
        return labels(visit, label, found);
    }

    private static Reply labels(Visit visit, String label, List<PageNode> found) {
        OpenSpace space = visit.space();
        return Reply.inSpace(visit, "labels", space)
                .with("label", label)
                .with("found", found)
                .with("labels", visit.wiki().pages().stored().labels(space.space(), MAX_LABELS));
    }

    /** A path in git: a page, its folder, or another file. The path of a page may lack its extension. */
    static Reply at(Visit visit) {
        OpenSpace space = visit.space();
        String path = visit.segment("path").replaceFirst("/$", "");
        return page(visit, space, path)
                .or(() -> FileLinks.at(visit, space, path).map(content -> Reply.File.to(visit, content)))
                .or(() -> page(visit, space, path + ".md"))
                .or(() -> page(visit, space, path + "/"))
                .orElseThrow(HttpProblem::notFound);
    }

    private static Optional<Reply> page(Visit visit, OpenSpace space, String path) {
        return visit.wiki().git().paths().pageAt(space.space(), path).map(id -> new Reply.Redirect(Links.page(id)));
    }
}
