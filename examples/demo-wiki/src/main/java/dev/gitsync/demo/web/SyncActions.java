package dev.gitsync.demo.web;

import dev.gitsync.demo.server.HttpProblem;
import dev.gitsync.demo.server.Visit;
import dev.gitsync.demo.server.Wiki;
import dev.gitsync.demo.sync.Operations.Operation;
import dev.gitsync.demo.sync.SyncEvent;
import dev.gitsync.demo.wiki.OpenSpace;
import java.util.Optional;

/** Shows the status of a space and its events, and runs what an operator requests. */
final class SyncActions {
    private static final int MAX_SHOWN = 30;
    private static final String NOTICE = "syncNotice";

    private SyncActions() {}

    static Reply show(Visit visit) {
        OpenSpace space = visit.space();
        return Reply.inSpace(visit, "sync", space)
                .with("look", look(visit, space))
                .with("notice", visit.session().take(NOTICE));
    }

    static Reply mark(Visit visit) {
        return new Reply.Text(look(visit, visit.space()).mark());
    }

    private static Look look(Visit visit, OpenSpace space) {
        Wiki.Git git = visit.wiki().git();
        return new Look(
                git.gitSync().status(space.id()),
                git.progress().of(space.id()),
                git.operations().isRunning(space.id()),
                git.events().newest(space.id(), MAX_SHOWN));
    }

    static Reply event(Visit visit) {
        OpenSpace space = visit.space();
        SyncEvent event = Visit.number(visit.segment("event"))
                .flatMap(number -> visit.wiki().git().events().find(space.id(), number))
                .orElseThrow(HttpProblem::notFound);
        return Reply.inSpace(visit, "event", space).with("event", event);
    }

    static Reply run(Visit visit, Operation operation) {
        OpenSpace space = visit.operatedSpace();
        if (!space.gitSync()) {
            throw new HttpProblem(409, "Git is switched off for this space.");
        }
        Optional<SyncEvent> event = visit.wiki()
                .git()
                .operations()
                .run(operation, space.id(), visit.account().name());
        if (event.isEmpty()) {
            visit.session().keep(NOTICE, "This takes a while. The result will be listed below.");
        }
        return new Reply.Redirect(
                event.map(done -> Links.event(space.id(), done.id())).orElse(Links.space(space.id(), "sync")));
    }
}
