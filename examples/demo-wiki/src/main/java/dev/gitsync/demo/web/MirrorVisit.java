package dev.gitsync.demo.web;

import dev.gitsync.demo.mirror.MirrorLook;
import dev.gitsync.demo.mirror.WikiMirrors;
import dev.gitsync.demo.server.HttpProblem;
import dev.gitsync.demo.server.Visit;
import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorId;
import dev.gitsync.mirror.Mirrors;
import java.util.Optional;

/** A request of an operator that is about one mirror of the space in the path. */
record MirrorVisit(Visit visit, Mirror mirror) {
    static final String NOTICE = "mirrorNotice";
    private static final String SECRET = "mirrorSecret";
    private static final int MAX_REPORTS = 20;

    /** @throws HttpProblem if there is no such mirror, or the visitor does not operate its space */
    static MirrorVisit of(Visit visit) {
        var space = visit.operatedSpace().id();
        return Optional.of(visit.segment("mirror"))
                .filter(MirrorId::isValid)
                .flatMap(id -> visit.wiki().git().mirrors().directory().find(new MirrorId(id)))
                .filter(mirror -> mirror.space().equals(space))
                .map(mirror -> new MirrorVisit(visit, mirror))
                .orElseThrow(HttpProblem::notFound);
    }

    /** The same for what can be done only with a mirror that was added on the page. */
    static MirrorVisit stored(Visit visit) {
        return Optional.of(of(visit)).filter(MirrorVisit::isStored).orElseThrow(HttpProblem::notFound);
    }

    private boolean isStored() {
        return parts().stored().find(mirror.id()).isPresent();
    }

    Mirrors mirrors() {
        return visit.wiki().git().gitSync().mirrors();
    }

    WikiMirrors parts() {
        return visit.wiki().git().mirrors();
    }

    MirrorLook look() {
        return new MirrorLook(
                mirror,
                mirrors().state(mirror.id()).orElseThrow(HttpProblem::notFound),
                isStored(),
                visit.wiki().git().operations().isRunning(mirror.id()),
                mirrors().reports(mirror.id(), MAX_REPORTS));
    }

    Reply.View view(String template) {
        return Reply.inSpace(visit, template, visit.operatedSpace()).with("look", look());
    }

    /** The page of the mirror. What was kept for it is shown once. */
    Reply.View page(MirrorForm form) {
        return view("mirror")
                .with("form", form)
                .with("notice", visit.session().take(NOTICE))
                .with("secret", visit.session().take(SECRET));
    }

    /** Leads to the page of the mirror. */
    Reply back() {
        return new Reply.Redirect(Links.space(mirror.space(), "mirrors/" + mirror.id()));
    }

    Reply back(String notice) {
        visit.session().keep(NOTICE, notice);
        return back();
    }

    /** The secret of the webhooks passes through the session, so that reloading the page does not show it again. */
    Reply backWithSecret() {
        parts().generatedSecret(mirror).ifPresent(secret -> visit.session().keep(SECRET, secret));
        return back();
    }
}
