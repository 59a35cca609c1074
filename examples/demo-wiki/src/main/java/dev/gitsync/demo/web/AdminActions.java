package dev.gitsync.demo.web;

import dev.gitsync.demo.server.Visit;
import dev.gitsync.demo.server.WikiParts;
import dev.gitsync.demo.sync.SyncEvent;
import dev.gitsync.demo.wiki.OpenSpace;
import dev.gitsync.jdbi.JdbiSpaces;
import dev.gitsync.report.SpaceStatus;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which spaces take part in git; for administrators alone. */
public final class AdminActions {
    private static final String DONE = "adminDone";

    private final JdbiSpaces spaces;
    private final WikiParts.Git git;

    AdminActions(WikiParts parts) {
        spaces = parts.wiki().spaces();
        git = parts.git();
    }

    /** A space; the status is null when it does not take part, {@code newest} when nothing has happened. */
    public record Row(
            OpenSpace space,
            @Nullable SpaceStatus status,
            @Nullable SyncEvent newest) {}

    Reply show(Visit visit) {
        visit.requireAdmin();
        List<Row> rows = visit.spaces().stream().map(this::row).toList();
        return Reply.view(
                200,
                visit,
                "admin",
                Map.of("rows", rows, "notice", visit.session().take(DONE)));
    }

    private Row row(OpenSpace space) {
        return new Row(
                space,
                git.sync().status(space.id()).orElse(null),
                git.events().newest(space.id(), 1).stream().findFirst().orElse(null));
    }

    Reply switchGit(Visit visit) {
        visit.requireAdmin();
        OpenSpace space = visit.space();
        boolean on = visit.field("on").equals("yes");
        spaces.setGitSync(space.id(), on);
        if (on) {
            git.changed().accept(space.id());
        }
        String done = on
                ? "Git is switched on for " + space.name() + "; its pages are being brought in."
                : "Git is switched off for " + space.name() + ". Its history is kept for when it is switched on again.";
        visit.session().keep(DONE, done);
        return new Reply.Redirect("/admin");
    }
}
