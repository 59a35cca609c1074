package dev.gitsync.demo.web;

import dev.gitsync.demo.server.Visit;
import dev.gitsync.demo.server.Wiki;
import dev.gitsync.demo.sync.SyncEvent;
import dev.gitsync.demo.wiki.OpenSpace;
import dev.gitsync.report.SpaceStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets administrators choose the spaces that take part in git. */
public final class AdminActions {
    private static final String NOTICE = "adminNotice";

    private AdminActions() {}

    /** A space. The status is null when git is off, {@code newest} when there is no event. */
    public record Row(
            OpenSpace space,
            @Nullable SpaceStatus status,
            @Nullable SyncEvent newest) {}

    static Reply show(Visit visit) {
        visit.requireAdmin();
        Wiki.Git git = visit.wiki().git();
        List<Row> rows = visit.spaces().stream()
                .map(space -> new Row(
                        space,
                        git.gitSync().status(space.id()).orElse(null),
                        git.events().newest(space.id(), 1).stream().findFirst().orElse(null)))
                .toList();
        return Reply.view(visit, "admin")
                .with("rows", rows)
                .with("notice", visit.session().take(NOTICE));
    }

    static Reply switchGit(Visit visit) {
        visit.requireAdmin();
        OpenSpace space = visit.space();
        boolean on = visit.field("on").equals("yes");
        visit.wiki().pages().spaces().setGitSync(space.id(), on);
        if (on) {
            visit.wiki().git().gitSync().pageChanged(space.id());
        }
        String notice = on
                ? "Git is switched on for " + space.name() + ". Its pages are being committed."
                : "Git is switched off for " + space.name() + ". Its history is kept.";
        visit.session().keep(NOTICE, notice);
        return new Reply.Redirect("/admin");
    }
}
