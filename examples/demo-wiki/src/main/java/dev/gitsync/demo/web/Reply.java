package dev.gitsync.demo.web;

import dev.gitsync.demo.server.Visit;
import dev.gitsync.demo.wiki.FoundPage;
import dev.gitsync.demo.wiki.OpenSpace;
import java.util.HashMap;
import java.util.Map;

/** An answer to a browser. */
sealed interface Reply {
    /** A template and its parameters. */
    record View(int status, String template, Map<String, Object> model) implements Reply {
        private View with(String name, Object value) {
            Map<String, Object> more = new HashMap<>(model);
            more.put(name, value);
            return new View(status, template, more);
        }
    }

    /** A view for someone who has signed in. */
    static View view(int status, Visit visit, String template, Map<String, Object> model) {
        return new View(status, template, model).with("visit", visit);
    }

    /** A view within a space, with its pages at the side. */
    static View inSpace(int status, Visit visit, String template, OpenSpace space, Map<String, Object> model) {
        return view(status, visit, template, model)
                .with("space", space)
                .with("tree", visit.library().tree(space));
    }

    /** A view of a page. */
    static View ofPage(int status, Visit visit, String template, FoundPage page, Map<String, Object> model) {
        return inSpace(status, visit, template, page.in(), model).with("page", page);
    }

    /** A few words for a script. */
    record Text(String text) implements Reply {}

    /** Go there with a GET. */
    record Redirect(String location) implements Reply {}

    /** A file of a space that is not a page. */
    @SuppressWarnings("ArrayRecordComponent") // made, sent and forgotten
    record Download(String path, byte[] bytes) implements Reply {}
}
