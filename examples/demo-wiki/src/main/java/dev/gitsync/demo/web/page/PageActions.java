package dev.gitsync.demo.web.page;

import dev.gitsync.demo.html.Html;
import dev.gitsync.demo.markdown.MarkdownRenderer;
import dev.gitsync.demo.markdown.MarkdownRenderer.RenderedPage;
import dev.gitsync.demo.server.HttpProblem;
import dev.gitsync.demo.server.Routes;
import dev.gitsync.demo.sync.SpaceSync;
import dev.gitsync.demo.web.frame.Handler;
import dev.gitsync.demo.web.frame.Layout;
import dev.gitsync.demo.web.frame.Links;
import dev.gitsync.demo.web.frame.Reply;
import dev.gitsync.demo.web.frame.Visit;
import dev.gitsync.demo.web.frame.WikiParts;
import dev.gitsync.demo.wiki.Desk;
import dev.gitsync.demo.wiki.FoundPage;
import dev.gitsync.demo.wiki.OpenSpace;
import dev.gitsync.demo.wiki.Outcome;
import dev.gitsync.demo.wiki.PageTree;
import dev.gitsync.error.InvalidInputException;
import dev.gitsync.jdbi.JdbiPages;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be done with a page. */
public final class PageActions {
    private final JdbiPages pages;
    private final Desk desk;
    private final SpaceSync sync;
    private final MarkdownRenderer markdown = new MarkdownRenderer();

    /** Actions on these parts of the wiki. */
    public PageActions(WikiParts parts) {
        pages = parts.wiki().pages();
        desk = parts.wiki().desk();
        sync = parts.git().sync();
    }

    /** Says which addresses lead here. */
    public void addTo(Routes<Handler> routes) {
        routes.add("GET", "/s/{space}/new", this::createForm)
                .add("POST", "/s/{space}/new", this::create)
                .add("GET", "/p/{id}", this::show)
                .add("GET", "/p/{id}/mark", this::mark)
                .add("GET", "/p/{id}/edit", this::editForm)
                .add("POST", "/p/{id}/edit", this::edit)
                .add("GET", "/p/{id}/move", this::moveForm)
                .add("POST", "/p/{id}/move", this::move)
                .add("GET", "/p/{id}/delete", this::deleteForm)
                .add("POST", "/p/{id}/delete", this::delete);
    }

    private Reply show(Visit visit) {
        FoundPage page = visit.page();
        String path = path(page);
        RenderedPage rendered = render(page, page.content(), path);
        return Reply.ok(PageView.show(visit, page, tree(page.in()), rendered, path));
    }

    private Reply mark(Visit visit) {
        return new Reply.Text(Long.toString(visit.page().version()));
    }

    private RenderedPage render(FoundPage page, PageContent content, String path) {
        String text = content.text() == null ? "" : content.text();
        return markdown.render(
                text, link -> path.isEmpty() ? link : Links.inText(page.in().id(), path, link));
    }

    private String path(FoundPage page) {
        return sync.paths(page.in().space(), List.of(page.id())).getOrDefault(page.id(), "");
    }

    private Reply createForm(Visit visit) {
        OpenSpace space = visit.writableSpace();
        return Reply.ok(EditView.create(visit, space, tree(space), Draft.empty(parent(visit)), ""));
    }

    private Reply create(Visit visit) {
        OpenSpace space = visit.writableSpace();
        Draft draft = draft(visit, null);
        PageContent content = new PageContent(draft.parent(), draft.title(), draft.text());
        return desk.create(space.space(), visit.account(), content, draft.message())
                .match(
                        saved -> new Reply.Redirect(Links.page(saved.page())),
                        stale -> createAgain(visit, space, draft, "Please send that once more."),
                        refused -> createAgain(visit, space, draft, refused.sentence()));
    }

    private Reply createAgain(Visit visit, OpenSpace space, Draft draft, String problem) {
        return new Reply.Document(422, EditView.create(visit, space, tree(space), draft, problem));
    }

    private Reply editForm(Visit visit) {
        FoundPage page = visit.writablePage();
        return Reply.ok(
                EditView.edit(visit, page, tree(page.in()), Draft.of(page.content()), page.version(), Html.EMPTY));
    }

    private Reply edit(Visit visit) {
        FoundPage page = visit.writablePage();
        Draft draft = draft(visit, page.content().text());
        long version = visit.version();
        Outcome outcome = desk.change(
                page,
                visit.account(),
                version,
                present -> new PageContent(present.parent(), titleFor(present, draft), textFor(present, draft)),
                draft.message());
        return outcome.match(
                saved -> new Reply.Redirect(Links.page(page.id())),
                stale -> new Reply.Document(
                        409,
                        EditView.edit(
                                visit,
                                page,
                                tree(page.in()),
                                draft,
                                stale.now().page().version(),
                                EditView.conflict(stale.now()))),
                refused -> new Reply.Document(
                        422,
                        EditView.edit(visit, page, tree(page.in()), draft, version, Layout.alert(refused.sentence()))));
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

    private Reply moveForm(Visit visit) {
        FoundPage page = visit.writablePage();
        return Reply.ok(EditView.move(visit, page, tree(page.in()), ""));
    }

    private Reply move(Visit visit) {
        FoundPage page = visit.writablePage();
        @Nullable PageId parent = parent(visit);
        Outcome outcome = desk.change(
                page,
                visit.account(),
                visit.version(),
                present -> new PageContent(parent, present.title(), present.text()),
                "");
        return outcome.match(
                saved -> new Reply.Redirect(Links.page(page.id())),
                stale -> moveAgain(visit, 409, "Somebody else changed this page; look whether it still has to move."),
                refused -> moveAgain(visit, 422, refused.sentence()));
    }

    private Reply moveAgain(Visit visit, int status, String problem) {
        FoundPage page = visit.page();
        return new Reply.Document(status, EditView.move(visit, page, tree(page.in()), problem));
    }

    private Reply deleteForm(Visit visit) {
        FoundPage page = visit.writablePage();
        return Reply.ok(EditView.delete(visit, page, tree(page.in()), ""));
    }

    private Reply delete(Visit visit) {
        FoundPage page = visit.writablePage();
        return desk.delete(page, visit.account(), visit.version(), "")
                .match(
                        saved -> new Reply.Redirect(Links.space(page.in().id(), "trash")),
                        stale -> deleteAgain(
                                visit, 409, "Somebody else changed this page; look whether it still has to go."),
                        refused -> deleteAgain(visit, 422, refused.sentence()));
    }

    private Reply deleteAgain(Visit visit, int status, String problem) {
        FoundPage page = visit.page();
        return new Reply.Document(status, EditView.delete(visit, page, tree(page.in()), problem));
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

    private PageTree tree(OpenSpace space) {
        return new PageTree(pages.tree(space.space()));
    }
}
