package dev.gitsync.demo.web;

import dev.gitsync.demo.server.HttpProblem;
import dev.gitsync.demo.server.Visit;
import dev.gitsync.demo.wiki.FoundPage;
import dev.gitsync.demo.wiki.OpenSpace;
import dev.gitsync.demo.wiki.Outcome;
import dev.gitsync.jdbi.JdbiPages.PageNode;
import dev.gitsync.model.Labels;
import java.util.Arrays;
import java.util.List;

/** Shows the labels of a space and the pages with one of them, and takes the form with the labels of a page. */
final class LabelActions {
    private static final int MAX_LABELS = 1_000;
    private static final int MAX_PAGES = 1_000;

    private LabelActions() {}

    static Reply list(Visit visit) {
        return list(visit, "", List.of());
    }

    static Reply pages(Visit visit) {
        OpenSpace space = visit.space();
        String label = visit.segment("label");
        List<PageNode> found = Labels.isValid(label)
                ? visit.wiki().pages().stored().labelled(space.space(), label, MAX_PAGES)
                : List.of();
        return list(visit, label, found);
    }

    private static Reply list(Visit visit, String label, List<PageNode> found) {
        OpenSpace space = visit.space();
        return Reply.inSpace(visit, "labels", space)
                .with("label", label)
                .with("found", found)
                .with("labels", visit.wiki().pages().stored().labels(space.space(), MAX_LABELS));
    }

    static Reply edit(Visit visit) {
        FoundPage page = visit.writableLivePage();
        Labels labels = labels(visit.field("labels"));
        Outcome outcome =
                visit.wiki().pages().desk().change(page, PageActions.edit(visit, ""), now -> now.withLabels(labels));
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
}
