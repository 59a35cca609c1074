package dev.gitsync.demo.web;

import dev.gitsync.demo.order.PlaceRequest;
import dev.gitsync.demo.server.HttpProblem;
import dev.gitsync.demo.server.Visit;
import dev.gitsync.demo.wiki.Edit;
import dev.gitsync.demo.wiki.FoundPage;
import dev.gitsync.demo.wiki.OpenSpace;
import dev.gitsync.demo.wiki.Outcome;
import dev.gitsync.demo.wiki.PageTree;
import dev.gitsync.demo.wiki.Place;
import dev.gitsync.error.InvalidInputException;
import dev.gitsync.jdbi.JdbiPages.PageNode;
import dev.gitsync.model.Labels;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows a page and takes its forms: create, edit, label, move, delete. */
final class PageActions {
    private PageActions() {}

    static Reply show(Visit visit) {
        FoundPage page = visit.livePage();
        String path = visit.wiki().git().paths().path(page);
        return withLinkers(visit, page, Reply.ofPage(visit, "page", page).with("path", path))
                .with("rendered", FileLinks.rendered(visit, page, path, page.text()))
                .with("labels", visit.wiki().pages().labels().of(page.in().space(), page.content()))
                .with("gallery", Gallery.of(visit, page.in(), page.id()))
                .with("changedLinks", Visit.number(visit.field("links")).orElse(0L));
    }

    /** Adds the pages that link to a page to a view that has its path and the tree, by title. */
    private static Reply.View withLinkers(Visit visit, FoundPage page, Reply.View view) {
        if (!(view.model().get("tree") instanceof PageTree tree)
                || "".equals(view.model().get("path"))) {
            return view.with("linkers", List.of());
        }
        List<PageId> near = new ArrayList<>(List.of(page.id()));
        tree.children(page.id()).forEach(child -> near.add(child.id()));
        List<PageNode> linkers = visit.wiki().git().links().linkersTo(page.in().space(), page.id(), near).stream()
                .filter(id -> !id.equals(page.id()))
                .flatMap(id -> tree.find(id).stream())
                .sorted(Comparator.comparing(PageNode::title, String.CASE_INSENSITIVE_ORDER))
                .toList();
        return view.with("linkers", linkers);
    }

    static Reply mark(Visit visit) {
        return new Reply.Text(mark(visit, visit.livePage()));
    }

    /** A text that changes with the page and with its files. */
    private static String mark(Visit visit, FoundPage page) {
        return page.version() + "."
                + Gallery.mark(visit.wiki().files().stored().ofPage(page.in().space(), page.id()));
    }

    static Reply createForm(Visit visit) {
        return createForm(visit, visit.writableSpace(), Draft.empty(parent(visit)));
    }

    private static Reply.View createForm(Visit visit, OpenSpace space, Draft draft) {
        return Reply.inSpace(visit, "new", space).with("draft", draft);
    }

    static Reply create(Visit visit) {
        OpenSpace space = visit.writableSpace();
        Draft draft = draft(visit, null);
        PageContent content = new PageContent(draft.parent(), draft.title(), draft.text());
        Outcome outcome = visit.wiki()
                .pages()
                .desk()
                .create(space.space(), content, new Edit(visit.account(), 0, draft.message()));
        return Reply.of(outcome, saved -> Links.page(saved.now().page().id()), () -> createForm(visit, space, draft));
    }

    static Reply editForm(Visit visit) {
        FoundPage page = visit.writableLivePage();
        return editForm(visit, page, page.version()).with("draft", Draft.of(page.content()));
    }

    private static Reply.View editForm(Visit visit, FoundPage page, long version) {
        return Reply.ofPage(visit, "edit", page).with("version", version).with("mark", mark(visit, page));
    }

    static Reply edit(Visit visit) {
        FoundPage page = visit.writableLivePage();
        Draft draft = draft(visit, page.content().text());
        Edit edit = edit(visit, draft.message());
        Outcome outcome = visit.wiki().pages().desk().change(page, edit, draft::changed);
        if (outcome instanceof Outcome.Stale stale) {
            return editForm(visit, page, stale.now().page().version())
                    .with("draft", draft)
                    .with("conflict", stale.now())
                    .problem(409, "");
        }
        return Reply.of(
                outcome,
                saved -> after(page.id(), saved),
                () -> editForm(visit, page, edit.expectedVersion()).with("draft", draft));
    }

    static Reply moveForm(Visit visit) {
        return Reply.ofPage(visit, "move", visit.writableLivePage());
    }

    static Reply move(Visit visit) {
        FoundPage page = visit.writableLivePage();
        @Nullable PageId parent = parent(visit);
        Outcome outcome = visit.wiki().pages().desk().change(page, edit(visit, ""), now -> now.withParent(parent));
        return Reply.of(outcome, saved -> after(page.id(), saved), () -> Reply.ofPage(visit, "move", visit.livePage()));
    }

    /** Where a saved page is shown, and how many links were changed to follow it. */
    private static String after(PageId page, Outcome.Saved saved) {
        return Links.page(page) + (saved.links() == 0 ? "" : "?links=" + saved.links());
    }

    /** Places a page beside another one: a script that dragged it, or the buttons of the form. */
    static Reply place(Visit visit) {
        FoundPage page = visit.writableLivePage();
        Optional<Place> place =
                new PlaceRequest(visit, visit.wiki().pages().library().tree(page.in())).place(page);
        Outcome outcome = place.isEmpty()
                ? new Outcome.Saved(page.stored())
                : visit.wiki().pages().desk().place(page, edit(visit, ""), place.get());
        Reply reply = Reply.of(
                outcome, saved -> Links.page(page.id(), "move"), () -> Reply.ofPage(visit, "move", visit.livePage()));
        if (!"text/plain".equals(visit.request().getHeader("Accept"))) {
            return reply;
        } else if (reply instanceof Reply.View refused) {
            throw new HttpProblem(
                    refused.status(), String.valueOf(refused.model().get("problem")));
        }
        return new Reply.Text("moved");
    }

    static Reply deleteForm(Visit visit) {
        return deleteForm(visit, visit.writableLivePage());
    }

    private static Reply.View deleteForm(Visit visit, FoundPage page) {
        String path = visit.wiki().git().paths().path(page);
        return withLinkers(visit, page, Reply.ofPage(visit, "delete", page).with("path", path));
    }

    static Reply delete(Visit visit) {
        FoundPage page = visit.writableLivePage();
        return Reply.of(
                visit.wiki().pages().desk().delete(page, edit(visit, "")),
                saved -> Links.space(page.in().id(), "trash"),
                () -> deleteForm(visit, visit.livePage()));
    }

    static Reply label(Visit visit) {
        FoundPage page = visit.writableLivePage();
        Labels labels = labels(visit.field("labels"));
        Outcome outcome = visit.wiki().pages().desk().change(page, edit(visit, ""), now -> now.withLabels(labels));
        if (outcome instanceof Outcome.Refused refused) {
            throw new HttpProblem(422, refused.sentence());
        } else if (outcome instanceof Outcome.Stale) {
            throw new HttpProblem(409, "Another edit of this page was saved first. Check the page and try again.");
        }
        return new Reply.Redirect(Links.page(page.id()));
    }

    /** Reads a field with one label in each line. */
    private static Labels labels(String field) {
        List<String> names = Arrays.stream(field.split("\\R"))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        if (!names.stream().allMatch(Labels::isValid)) {
            throw new HttpProblem(422, "A label can't have control characters.");
        }
        return Labels.of(names);
    }

    private static Draft draft(Visit visit, @Nullable String before) {
        return new Draft(
                visit.field("title").strip(),
                Draft.withLineEndsOf(before, visit.field("text")),
                visit.field("message"),
                parent(visit));
    }

    /** The page that a form names as the parent, or null for the space itself. */
    static @Nullable PageId parent(Visit visit) {
        try {
            return visit.field("parent").isEmpty() ? null : new PageId(visit.field("parent"));
        } catch (InvalidInputException e) {
            throw new HttpProblem(400, "The form names an invalid page.");
        }
    }

    /** The edit that a form asks for, with the version that the form was made from. */
    static Edit edit(Visit visit, String message) {
        long version = Visit.number(visit.field("version"))
                .orElseThrow(() -> new HttpProblem(400, "The form lacks the version of the page that it changes."));
        return new Edit(visit.account(), version, message);
    }
}
