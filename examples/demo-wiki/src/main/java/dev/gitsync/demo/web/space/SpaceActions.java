package dev.gitsync.demo.web.space;

import dev.gitsync.demo.account.Rights;
import dev.gitsync.demo.server.HttpProblem;
import dev.gitsync.demo.server.Routes;
import dev.gitsync.demo.sync.SpaceSync;
import dev.gitsync.demo.web.frame.Handler;
import dev.gitsync.demo.web.frame.Links;
import dev.gitsync.demo.web.frame.Reply;
import dev.gitsync.demo.web.frame.Visit;
import dev.gitsync.demo.web.frame.WikiParts;
import dev.gitsync.demo.wiki.Desk;
import dev.gitsync.demo.wiki.FoundPage;
import dev.gitsync.demo.wiki.OpenSpace;
import dev.gitsync.demo.wiki.PageTree;
import dev.gitsync.error.InvalidInputException;
import dev.gitsync.jdbi.JdbiPages;
import dev.gitsync.jdbi.JdbiSpaces;
import dev.gitsync.model.SpaceId;
import java.util.Optional;

/** What can be done with a space. */
public final class SpaceActions {
    private static final int TRASH_SHOWN = 200;
    private static final int MAX_NAME = 100;
    private static final int MAX_DOWNLOAD = 64 << 20;

    private final JdbiSpaces spaces;
    private final JdbiPages pages;
    private final Rights rights;
    private final Desk desk;
    private final SpaceSync sync;

    /** Actions on these parts of the wiki. */
    public SpaceActions(WikiParts parts) {
        spaces = parts.wiki().spaces();
        pages = parts.wiki().pages();
        rights = parts.people().rights();
        desk = parts.wiki().desk();
        sync = parts.git().sync();
    }

    /** Says which addresses lead here. */
    public void addTo(Routes<Handler> routes) {
        routes.add("GET", "/", this::list)
                .add("POST", "/spaces", this::create)
                .add("GET", "/s/{space}", this::show)
                .add("GET", "/s/{space}/trash", this::trash)
                .add("GET", "/s/{space}/at/{path*}", this::at)
                .add("POST", "/p/{id}/restore", this::restore);
    }

    private Reply list(Visit visit) {
        return Reply.ok(SpaceView.list(visit, visit.library().spaces(visit.account())));
    }

    private Reply create(Visit visit) {
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

    private Reply show(Visit visit) {
        OpenSpace space = visit.space();
        return Reply.ok(SpaceView.show(visit, space, tree(space)));
    }

    private Reply trash(Visit visit) {
        return trash(visit, visit.space(), 200, "");
    }

    private Reply trash(Visit visit, OpenSpace space, int status, String problem) {
        return new Reply.Document(
                status, SpaceView.trash(visit, space, tree(space), pages.trash(space.space(), TRASH_SHOWN), problem));
    }

    private Reply restore(Visit visit) {
        FoundPage page = visit.pageOrTrashed();
        if (!page.in().isWritable()) {
            throw HttpProblem.readOnly();
        }
        return desk.restore(page, visit.account(), visit.version())
                .match(
                        saved -> new Reply.Redirect(Links.page(saved.page())),
                        stale -> trash(
                                visit, page.in(), 409, "Somebody else was faster; this is the trash as it is now."),
                        refused -> trash(visit, page.in(), 422, refused.sentence()));
    }

    /** A path as it stands in git: a page, its folder, or a file beside the pages. The ending of a page's file may be left out. */
    private Reply at(Visit visit) {
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

    private PageTree tree(OpenSpace space) {
        return new PageTree(pages.tree(space.space()));
    }
}
