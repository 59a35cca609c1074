package dev.gitsync.demo.web.page;

import dev.gitsync.demo.markdown.MarkdownRenderer;
import dev.gitsync.demo.server.HttpProblem;
import dev.gitsync.demo.server.Routes;
import dev.gitsync.demo.web.frame.Handler;
import dev.gitsync.demo.web.frame.Reply;
import dev.gitsync.demo.web.frame.Visit;
import dev.gitsync.demo.web.frame.WikiParts;
import dev.gitsync.demo.wiki.FoundPage;
import dev.gitsync.demo.wiki.PageTree;
import dev.gitsync.jdbi.JdbiPages;
import dev.gitsync.jdbi.PageVersion;
import dev.gitsync.model.Change;
import java.util.List;
import java.util.Optional;

/** What a page was before, and what changed. */
public final class HistoryActions {
    private static final int SHOWN = 100;

    private final JdbiPages pages;
    private final MarkdownRenderer markdown = new MarkdownRenderer();

    /** Actions on these parts of the wiki. */
    public HistoryActions(WikiParts parts) {
        pages = parts.wiki().pages();
    }

    /** Says which addresses lead here. */
    public void addTo(Routes<Handler> routes) {
        routes.add("GET", "/p/{id}/history", this::history)
                .add("GET", "/p/{id}/history/{version}", this::version)
                .add("GET", "/p/{id}/changes", this::changes);
    }

    private Reply history(Visit visit) {
        FoundPage page = visit.pageOrTrashed();
        long before = number(visit.field("before")).orElse(Long.MAX_VALUE);
        List<PageVersion> versions = pages.revisions(page.in().space(), page.id(), SHOWN, before);
        return Reply.ok(HistoryView.show(visit, page, tree(page), versions, versions.size() == SHOWN));
    }

    private Reply version(Visit visit) {
        FoundPage page = visit.pageOrTrashed();
        OldVersion old = number(visit.parameter("version"))
                .flatMap(version -> old(page, version))
                .orElseThrow(HttpProblem::notFound);
        return Reply.ok(PageView.old(visit, page, tree(page), old, markdown.render(old.text(), link -> link)));
    }

    /** From one version to another; a version before the first, or a deletion, is an empty page. */
    private Reply changes(Visit visit) {
        FoundPage page = visit.pageOrTrashed();
        long to = number(visit.field("to")).orElse(page.version());
        long from = number(visit.field("from")).orElse(to - 1);
        Optional<Change> newer = pages.revision(page.in().space(), page.id(), to);
        if (newer.isEmpty() || from >= to) {
            throw HttpProblem.notFound();
        }
        return Reply.ok(ChangesView.show(
                visit,
                page,
                tree(page),
                new ChangesView.Sides(
                        from, old(page, from), to, old(page, to), newer.get().provenance())));
    }

    private Optional<OldVersion> old(FoundPage page, long version) {
        return pages.revision(page.in().space(), page.id(), version)
                .flatMap(change -> change.match(Optional::of, tombstone -> Optional.empty()))
                .map(OldVersion::of);
    }

    private static Optional<Long> number(String text) {
        return text.matches("\\d{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }

    private PageTree tree(FoundPage page) {
        return new PageTree(pages.tree(page.in().space()));
    }
}
