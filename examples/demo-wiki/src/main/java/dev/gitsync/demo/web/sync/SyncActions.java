package dev.gitsync.demo.web.sync;

import dev.gitsync.demo.events.SyncEvent;
import dev.gitsync.demo.server.HttpProblem;
import dev.gitsync.demo.server.Routes;
import dev.gitsync.demo.sync.Operation;
import dev.gitsync.demo.web.frame.Handler;
import dev.gitsync.demo.web.frame.Links;
import dev.gitsync.demo.web.frame.Reply;
import dev.gitsync.demo.web.frame.Visit;
import dev.gitsync.demo.web.frame.WikiParts;
import dev.gitsync.demo.wiki.OpenSpace;
import dev.gitsync.demo.wiki.PageTree;
import dev.gitsync.jdbi.JdbiPages;
import java.util.Optional;

/** How a space and git stand, what happened, and what an operator can ask for. */
public final class SyncActions {
    private static final int SHOWN = 30;
    private static final String STILL_AT_WORK = "stillAtWork";

    private final WikiParts.Git git;
    private final JdbiPages pages;

    /** Actions on these parts of the wiki. */
    public SyncActions(WikiParts parts) {
        git = parts.git();
        pages = parts.wiki().pages();
    }

    /** Says which addresses lead here. */
    public void addTo(Routes<Handler> routes) {
        routes.add("GET", "/s/{space}/sync", this::show)
                .add("GET", "/s/{space}/sync/mark", this::mark)
                .add("GET", "/s/{space}/sync/{event}", this::event)
                .add("POST", "/s/{space}/sync/now", visit -> run(visit, Operation.SYNC))
                .add("POST", "/s/{space}/sync/plan", visit -> run(visit, Operation.PLAN))
                .add("POST", "/s/{space}/sync/verify", visit -> run(visit, Operation.VERIFY));
    }

    private Reply show(Visit visit) {
        OpenSpace space = visit.space();
        String notice = visit.session().take(STILL_AT_WORK).orElse("");
        return Reply.ok(SyncView.show(visit, space, tree(space), look(space), notice));
    }

    private Reply mark(Visit visit) {
        return new Reply.Text(look(visit.space()).mark());
    }

    private Look look(OpenSpace space) {
        return new Look(
                git.sync().status(space.id()),
                git.progress().of(space.id()),
                git.operations().isUnderWay(space.id()),
                git.events().newest(space.id(), SHOWN));
    }

    private Reply event(Visit visit) {
        OpenSpace space = visit.space();
        String id = visit.parameter("event");
        SyncEvent event = (id.matches("\\d{1,18}") ? Optional.of(id) : Optional.<String>empty())
                .map(Long::valueOf)
                .flatMap(number -> git.events().find(space.id(), number))
                .orElseThrow(HttpProblem::notFound);
        return Reply.ok(EventView.show(visit, space, tree(space), event));
    }

    private Reply run(Visit visit, Operation operation) {
        OpenSpace space = visit.operatedSpace();
        if (!space.gitSync()) {
            throw new HttpProblem(409, "Git is switched off for this space.");
        }
        Optional<SyncEvent> event =
                git.operations().run(operation, space.id(), visit.account().name());
        if (event.isEmpty()) {
            visit.session().keep(STILL_AT_WORK, "This takes a while; what comes out will be listed below.");
        }
        return new Reply.Redirect(
                event.map(done -> Links.event(space.id(), done.id())).orElse(Links.space(space.id(), "sync")));
    }

    private PageTree tree(OpenSpace space) {
        return new PageTree(pages.tree(space.space()));
    }
}
