package dev.gitsync.demo.api;

import dev.gitsync.demo.server.HttpProblem;
import dev.gitsync.model.PageContent;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/** The body of a request about a page. What it does not name stays as it is. */
record PageBody(JsonBody json) {
    private static final String PARENT = "parentId";

    static PageBody of(HttpServletRequest request) {
        return new PageBody(JsonBody.of(request, "A page", List.of("title", PARENT, "text", "labels", "message")));
    }

    /** The content of a new page. */
    PageContent created() {
        String title = json.string("title").orElseThrow(() -> new HttpProblem(422, "A page needs a title."));
        return new PageContent(
                json.page(PARENT, null), title, json.string("text").orElse(""), json.labels("labels"));
    }

    /** The content of a page after the change. */
    PageContent changed(PageContent before) {
        String title = json.string("title").orElse(before.title());
        return new PageContent(
                json.page(PARENT, before.parent()),
                title,
                json.string("text").orElse(before.text()),
                json.labels("labels"));
    }

    String message() {
        return json.string("message").orElse("");
    }
}
