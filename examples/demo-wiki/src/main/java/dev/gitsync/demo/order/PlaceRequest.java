package dev.gitsync.demo.order;

import dev.gitsync.demo.server.HttpProblem;
import dev.gitsync.demo.server.Visit;
import dev.gitsync.demo.wiki.FoundPage;
import dev.gitsync.demo.wiki.PageTree;
import dev.gitsync.demo.wiki.Place;
import dev.gitsync.error.InvalidInputException;
import dev.gitsync.jdbi.JdbiPages.PageNode;
import dev.gitsync.model.PageId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the place that a form or a script asks for: beside another page, or one step further among the siblings. */
public final class PlaceRequest {
    private final Visit visit;
    private final PageTree tree;

    /** Reads the request of {@code visit} about pages of {@code tree}. */
    public PlaceRequest(Visit visit, PageTree tree) {
        this.visit = visit;
        this.tree = tree;
    }

    /** The place of {@code page}; empty if it is there already. */
    public Optional<Place> place(FoundPage page) {
        return visit.field("step").isEmpty() ? beside(page) : step(page);
    }

    private Optional<Place> beside(FoundPage page) {
        PageNode sibling = Optional.of(visit.field("sibling"))
                .flatMap(PlaceRequest::id)
                .flatMap(tree::find)
                .orElseThrow(() -> new HttpProblem(409, "The page beside it has been moved or deleted. Try again."));
        if (sibling.id().equals(page.id())) {
            return Optional.empty();
        } else if (tree.way(sibling.id()).contains(page.id())) {
            throw new HttpProblem(422, "A page can't be below itself.");
        }
        return Optional.of(
                new Place(sibling.parent(), sibling.id(), visit.field("place").equals("before")));
    }

    private Optional<Place> step(FoundPage page) {
        @Nullable PageId parent = page.content().parent();
        List<PageId> siblings = tree.children(parent).stream().map(PageNode::id).toList();
        int at = siblings.indexOf(page.id());
        int last = siblings.size() - 1;
        return switch (visit.field("step")) {
            case "first" -> Optional.of(new Place(parent, null, true));
            case "last" -> Optional.of(new Place(parent, null, false));
            case "up" -> at <= 0 ? Optional.empty() : Optional.of(new Place(parent, siblings.get(at - 1), true));
            case "down" ->
                at < 0 || at == last ? Optional.empty() : Optional.of(new Place(parent, siblings.get(at + 1), false));
            default -> throw new HttpProblem(400, "The form names no step.");
        };
    }

    private static Optional<PageId> id(String text) {
        try {
            return Optional.of(new PageId(text));
        } catch (InvalidInputException e) {
            return Optional.empty();
        }
    }
}
