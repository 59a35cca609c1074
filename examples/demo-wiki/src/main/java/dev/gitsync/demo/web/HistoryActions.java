package dev.gitsync.demo.web;

import dev.gitsync.demo.markdown.MarkdownRenderer;
import dev.gitsync.demo.markdown.MarkdownRenderer.RenderedPage;
import dev.gitsync.demo.server.HttpProblem;
import dev.gitsync.demo.server.Visit;
import dev.gitsync.demo.server.WikiParts;
import dev.gitsync.demo.sync.SpaceSync;
import dev.gitsync.demo.wiki.FoundPage;
import dev.gitsync.jdbi.JdbiPages;
import dev.gitsync.jdbi.JdbiPages.PageVersion;
import dev.gitsync.model.Change;
import dev.gitsync.model.Change.Revision;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a page was before, and what changed. */
final class HistoryActions {
    private static final int SHOWN = 100;

    private final JdbiPages pages;
    private final SpaceSync sync;
    private final MarkdownRenderer markdown = new MarkdownRenderer();

    HistoryActions(WikiParts parts) {
        pages = parts.wiki().pages();
        sync = parts.git().sync();
    }

    Reply list(Visit visit) {
        FoundPage page = visit.page();
        long before = Visit.number(visit.field("before")).orElse(Long.MAX_VALUE);
        List<PageVersion> versions = pages.revisions(page.in().space(), page.id(), SHOWN, before);
        return Reply.ofPage(
                200, visit, "history", page, Map.of("versions", versions, "more", versions.size() == SHOWN));
    }

    /** Its links lead from where the page is now. */
    Reply version(Visit visit) {
        FoundPage page = visit.page();
        Revision old = Visit.number(visit.parameter("version"))
                .flatMap(version -> old(page, version))
                .orElseThrow(HttpProblem::notFound);
        String path = sync.path(page);
        String text = old.content().text() == null ? "" : old.content().text();
        RenderedPage rendered =
                markdown.render(text, link -> Links.inText(page.in().id(), path, link));
        return Reply.ofPage(200, visit, "version", page, Map.of("old", old, "rendered", rendered));
    }

    /** From one version to another; a version before the first, or a deletion, is an empty page. */
    Reply changes(Visit visit) {
        FoundPage page = visit.page();
        long to = Visit.number(visit.field("to")).orElse(page.version());
        long from = Visit.number(visit.field("from")).orElse(to - 1);
        Optional<Change> newer = pages.revision(page.in().space(), page.id(), to);
        if (newer.isEmpty() || from >= to) {
            throw HttpProblem.notFound();
        }
        Changes changes =
                Changes.of(from, old(page, from), to, old(page, to), newer.get().provenance());
        return Reply.ofPage(200, visit, "changes", page, Map.of("changes", changes));
    }

    private Optional<Revision> old(FoundPage page, long version) {
        return pages.revision(page.in().space(), page.id(), version)
                .flatMap(change -> change instanceof Revision revision ? Optional.of(revision) : Optional.empty());
    }
}
