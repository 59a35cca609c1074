package dev.gitsync.demo.web;

import dev.gitsync.demo.markdown.MarkdownRenderer;
import dev.gitsync.demo.markdown.MarkdownRenderer.RenderedPage;
import dev.gitsync.demo.server.HttpProblem;
import dev.gitsync.demo.server.Visit;
import dev.gitsync.demo.server.WikiParts;
import dev.gitsync.demo.sync.SpaceSync;
import dev.gitsync.demo.wiki.Desk;
import dev.gitsync.demo.wiki.FoundPage;
import dev.gitsync.demo.wiki.OpenSpace;
import dev.gitsync.demo.wiki.Outcome;
import dev.gitsync.error.InvalidInputException;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be done with a page. */
final class PageActions {
    private final Desk desk;
    private final SpaceSync sync;
    private final MarkdownRenderer markdown = new MarkdownRenderer();

    PageActions(WikiParts parts) {
        desk = parts.wiki().desk();
        sync = parts.git().sync();
    }

    Reply show(Visit visit) {
        FoundPage page = visit.livePage();
        String path = sync.path(page);
        RenderedPage rendered =
                markdown.render(page.text(), link -> Links.inText(page.in().id(), path, link));
        return Reply.ofPage(200, visit, "page", page, Map.of("rendered", rendered, "path", path));
    }

    Reply mark(Visit visit) {
        return new Reply.Text(Long.toString(visit.livePage().version()));
    }

    Reply createForm(Visit visit) {
        return createForm(200, visit, visit.writableSpace(), Draft.empty(parent(visit)), "");
    }

    private Reply createForm(int status, Visit visit, OpenSpace space, Draft draft, String problem) {
        return Reply.inSpace(status, visit, "new", space, Map.of("draft", draft, "problem", problem));
    }

    Reply create(Visit visit) {
        OpenSpace space = visit.writableSpace();
        Draft draft = draft(visit, null);
        PageContent content = new PageContent(draft.parent(), draft.title(), draft.text());
        return desk.create(space.space(), visit.account(), content, draft.message())
                .match(
                        saved -> new Reply.Redirect(Links.page(saved.page())),
                        stale -> createForm(422, visit, space, draft, "Please send that once more."),
                        refused -> createForm(422, visit, space, draft, refused.sentence()));
    }

    Reply editForm(Visit visit) {
        FoundPage page = visit.writableLivePage();
        return Reply.ofPage(
                200, visit, "edit", page, Map.of("draft", Draft.of(page.content()), "version", page.version()));
    }

    Reply edit(Visit visit) {
        FoundPage page = visit.writableLivePage();
        Draft draft = draft(visit, page.content().text());
        long version = version(visit);
        Outcome outcome = desk.change(
                page,
                visit.account(),
                version,
                present -> new PageContent(present.parent(), titleFor(present, draft), textFor(present, draft)),
                draft.message());
        return outcome.match(
                saved -> new Reply.Redirect(Links.page(page.id())),
                stale -> Reply.ofPage(
                        409,
                        visit,
                        "edit",
                        page,
                        Map.of("draft", draft, "version", stale.now().page().version(), "conflict", stale.now())),
                refused -> Reply.ofPage(
                        422,
                        visit,
                        "edit",
                        page,
                        Map.of("draft", draft, "version", version, "problem", refused.sentence())));
    }

    /** The title as it is, line breaks and blanks at its ends included, if it is what the form made of it. */
    private static String titleFor(PageContent present, Draft draft) {
        String shown = present.title().replaceAll("[\r\n]", "").strip();
        return draft.title().equals(shown) ? present.title() : draft.title();
    }

    /** Giving a page without a text another title does not give it a text. */
    private static @Nullable String textFor(PageContent present, Draft draft) {
        return present.text() == null && draft.text().isEmpty() ? null : draft.text();
    }

    Reply moveForm(Visit visit) {
        return Reply.ofPage(200, visit, "move", visit.writableLivePage(), Map.of("problem", ""));
    }

    Reply move(Visit visit) {
        FoundPage page = visit.writableLivePage();
        @Nullable PageId parent = parent(visit);
        Outcome outcome = desk.change(
                page,
                visit.account(),
                version(visit),
                present -> new PageContent(parent, present.title(), present.text()),
                "");
        return outcome.match(
                saved -> new Reply.Redirect(Links.page(page.id())),
                stale -> again(
                        409, visit, "move", "Somebody else changed this page; look whether it still has to move."),
                refused -> again(422, visit, "move", refused.sentence()));
    }

    private Reply again(int status, Visit visit, String template, String problem) {
        return Reply.ofPage(status, visit, template, visit.livePage(), Map.of("problem", problem));
    }

    Reply deleteForm(Visit visit) {
        return Reply.ofPage(200, visit, "delete", visit.writableLivePage(), Map.of("problem", ""));
    }

    Reply delete(Visit visit) {
        FoundPage page = visit.writableLivePage();
        return desk.delete(page, visit.account(), version(visit), "")
                .match(
                        saved -> new Reply.Redirect(Links.space(page.in().id(), "trash")),
                        stale -> again(
                                409,
                                visit,
                                "delete",
                                "Somebody else changed this page; look whether it still has to go."),
                        refused -> again(422, visit, "delete", refused.sentence()));
    }

    private static Draft draft(Visit visit, @Nullable String before) {
        return new Draft(
                visit.field("title").strip(),
                Draft.withLineEndsOf(before, visit.field("text")),
                visit.field("message"),
                parent(visit));
    }

    private static @Nullable PageId parent(Visit visit) {
        try {
            return visit.field("parent").isEmpty() ? null : new PageId(visit.field("parent"));
        } catch (InvalidInputException e) {
            throw new HttpProblem(400, "The form names a page that can't exist.");
        }
    }

    /** The version that the sender of a form saw. */
    static long version(Visit visit) {
        return Visit.number(visit.field("version"))
                .orElseThrow(
                        () -> new HttpProblem(400, "The form does not say which version of the page it is about."));
    }
}
