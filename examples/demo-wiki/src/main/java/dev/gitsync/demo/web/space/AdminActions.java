package dev.gitsync.demo.web.space;

import dev.gitsync.demo.events.SyncEvents;
import dev.gitsync.demo.server.Routes;
import dev.gitsync.demo.sync.SpaceSync;
import dev.gitsync.demo.web.frame.Handler;
import dev.gitsync.demo.web.frame.Reply;
import dev.gitsync.demo.web.frame.Visit;
import dev.gitsync.demo.web.frame.WikiParts;
import dev.gitsync.demo.wiki.OpenSpace;
import dev.gitsync.jdbi.JdbiSpaces;
import java.util.List;

/** Which spaces take part in git; for administrators alone. */
public final class AdminActions {
    private static final String DONE = "adminDone";

    private final JdbiSpaces spaces;
    private final WikiParts.Git git;

    /** Actions on these parts of the wiki. */
    public AdminActions(WikiParts parts) {
        spaces = parts.wiki().spaces();
        git = parts.git();
    }

    /** Says which addresses lead here. */
    public void addTo(Routes<Handler> routes) {
        routes.add("GET", "/admin", this::show).add("POST", "/admin/spaces/{space}/git", this::switchGit);
    }

    private Reply show(Visit visit) {
        visit.requireAdmin();
        List<AdminView.Row> rows =
                visit.library().spaces(visit.account()).stream().map(this::row).toList();
        return Reply.ok(AdminView.show(visit, rows, visit.session().take(DONE).orElse("")));
    }

    private AdminView.Row row(OpenSpace space) {
        SpaceSync sync = git.sync();
        SyncEvents events = git.events();
        return new AdminView.Row(
                space,
                sync.status(space.id()),
                events.newest(space.id(), 1).stream().findFirst());
    }

    private Reply switchGit(Visit visit) {
        visit.requireAdmin();
        OpenSpace space = visit.space();
        boolean on = visit.field("on").equals("yes");
        spaces.setGitSync(space.id(), on);
        if (on) {
            git.changed().accept(space.id());
        }
        visit.session()
                .keep(
                        DONE,
                        on
                                ? "Git is switched on for " + space.space().name() + "; its pages are being brought in."
                                : "Git is switched off for " + space.space().name()
                                        + ". Its history is kept for when it is switched on again.");
        return new Reply.Redirect("/admin");
    }
}
