package dev.gitsync.demo.web;

import dev.gitsync.demo.server.HttpProblem;
import dev.gitsync.demo.server.Visit;
import dev.gitsync.demo.wiki.FoundPage;
import dev.gitsync.jdbi.JdbiPages.PageVersion;
import dev.gitsync.model.Change;
import dev.gitsync.model.Change.Revision;
import java.util.List;
import java.util.Optional;

/** Shows the earlier versions of a page and what changed between them. */
final class HistoryActions {
    private static final int MAX_SHOWN = 100;

    private HistoryActions() {}

    static Reply list(Visit visit) {
        FoundPage page = visit.page();
        long before = Visit.number(visit.field("before")).orElse(Long.MAX_VALUE);
        List<PageVersion> versions =
                visit.wiki().pages().stored().revisions(page.in().space(), page.id(), MAX_SHOWN, before);
        return Reply.ofPage(visit, "history", page)
                .with("versions", versions)
                .with("more", versions.size() == MAX_SHOWN);
    }

    /** Its links lead from where the page is now. */
    static Reply version(Visit visit) {
        FoundPage page = visit.page();
        Revision old = Visit.number(visit.segment("version"))
                .flatMap(version -> revision(visit, page, version))
                .orElseThrow(HttpProblem::notFound);
        String text = old.content().text() == null ? "" : old.content().text();
        String path = visit.wiki().git().paths().path(page);
        return Reply.ofPage(visit, "version", page)
                .with("old", old)
                .with("rendered", FileLinks.rendered(visit, page, path, text));
    }

    /** From one version to another. The version before the first and that of a deletion are an empty page. */
    static Reply changes(Visit visit) {
        FoundPage page = visit.page();
        long to = Visit.number(visit.field("to")).orElse(page.version());
        long from = Visit.number(visit.field("from")).orElse(to - 1);
        Change newer = change(visit, page, to).filter(found -> from < to).orElseThrow(HttpProblem::notFound);
        Changes changes =
                Changes.of(from, revision(visit, page, from), to, revision(visit, page, to), newer.provenance());
        return Reply.ofPage(visit, "changes", page).with("changes", changes);
    }

    private static Optional<Change> change(Visit visit, FoundPage page, long version) {
        return visit.wiki().pages().stored().revision(page.in().space(), page.id(), version);
    }

    private static Optional<Revision> revision(Visit visit, FoundPage page, long version) {
        return change(visit, page, version).filter(Revision.class::isInstance).map(Revision.class::cast);
    }
}
