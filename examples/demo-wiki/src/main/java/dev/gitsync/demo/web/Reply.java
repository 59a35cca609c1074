package dev.gitsync.demo.web;

import dev.gitsync.demo.files.FileContent;
import dev.gitsync.demo.server.Visit;
import dev.gitsync.demo.wiki.FoundPage;
import dev.gitsync.demo.wiki.OpenSpace;
import dev.gitsync.demo.wiki.Outcome;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** The response to a browser. */
sealed interface Reply {
    /** A template and its parameters. */
    record View(int status, String template, Map<String, Object> model) implements Reply {
        /** The same view with another parameter. */
        View with(String name, Object value) {
            Map<String, Object> more = new HashMap<>(model);
            more.put(name, value);
            return new View(status, template, more);
        }

        /** The same view as the answer to a form that was not accepted. */
        View problem(int newStatus, String sentence) {
            return new View(newStatus, template, model).with("problem", sentence);
        }
    }

    /** A short text for a script. */
    record Text(String text) implements Reply {}

    /** A redirect, to be followed with a GET. */
    record Redirect(String location) implements Reply {}

    /** The contents of a file, for the account of this name. */
    record File(String reader, FileContent content) implements Reply {
        /** For the visitor. */
        static File to(Visit visit, FileContent content) {
            return new File(visit.account().name(), content);
        }
    }

    /** A view for a signed-in visitor. */
    static View view(Visit visit, String template) {
        return new View(200, template, Map.of("visit", visit));
    }

    /** A view within a space, with its page tree. */
    static View inSpace(Visit visit, String template, OpenSpace space) {
        return view(visit, template)
                .with("space", space)
                .with("tree", visit.wiki().pages().library().tree(space));
    }

    /** A view of a page. */
    static View ofPage(Visit visit, String template, FoundPage page) {
        return inSpace(visit, template, page.in()).with("page", page);
    }

    /** Redirects to {@code address} once an edit is saved; otherwise shows {@code form} again and says why. */
    static Reply of(Outcome outcome, Function<Outcome.Saved, String> address, Supplier<View> form) {
        if (outcome instanceof Outcome.Saved saved) {
            return new Redirect(address.apply(saved));
        } else if (outcome instanceof Outcome.Refused refused) {
            return form.get().problem(422, refused.sentence());
        }
        return form.get().problem(409, "Another edit of this page was saved first. Check the page and try again.");
    }
}
