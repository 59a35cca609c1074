package dev.gitsync.demo.web;

import dev.gitsync.demo.server.HttpProblem;
import dev.gitsync.demo.server.Visit;
import dev.gitsync.demo.server.WikiParts;
import dev.gitsync.demo.sync.Operations.Operation;
import dev.gitsync.demo.sync.SyncEvent;
import dev.gitsync.demo.wiki.OpenSpace;
import java.util.Map;
import java.util.Optional;

/** How a space and git stand, what happened, and what an operator can ask for. */
final class SyncActions {
    private static final int SHOWN = 30;
    private static final String STILL_AT_WORK = "stillAtWork";

    private final WikiParts.Git git;

    SyncActions(WikiParts.Git git) {
        this.git = git;
    }

    Reply show(Visit visit) {
        OpenSpace space = visit.space();
        String notice = visit.session().take(STILL_AT_WORK);
        return Reply.inSpace(200, visit, "sync", space, Map.of("look", look(space), "notice", notice));
    }

    Reply mark(Visit visit) {
        return new Reply.Text(look(visit.space()).mark());
    }

    private Look look(OpenSpace space) {
        return new Look(
                git.sync().status(space.id()),
                git.progress().of(space.id()),
                git.operations().isUnderWay(space.id()),
                git.events().newest(space.id(), SHOWN));
    }

    Reply event(Visit visit) {
        OpenSpace space = visit.space();
        SyncEvent event = Visit.number(visit.parameter("event"))
                .flatMap(number -> git.events().find(space.id(), number))
                .orElseThrow(HttpProblem::notFound);
        return Reply.inSpace(200, visit, "event", space, Map.of("event", event));
    }

    Reply run(Visit visit, Operation operation) {
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
}
