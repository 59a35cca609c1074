package dev.gitsync.demo.api;

import dev.gitsync.demo.server.HttpProblem;
import dev.gitsync.error.InvalidInputException;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the caller wants of a page; what is not named stays as it is. */
record PageBody(JsonNode json) {
    /** The content of a new page. */
    PageContent created() {
        String title = string("title").orElseThrow(() -> new HttpProblem(422, "A page needs a title."));
        return new PageContent(parent(null), title, string("text").orElse(""));
    }

    /** The present content with the changes in it. */
    PageContent changed(PageContent present) {
        String title = string("title").orElse(present.title());
        return new PageContent(parent(present.parent()), title, string("text").orElse(present.text()));
    }

    String message() {
        return string("message").orElse("");
    }

    private @Nullable PageId parent(@Nullable PageId present) {
        if (!json.has("parentId")) {
            return present;
        }
        if (json.get("parentId").isNull()) {
            return null;
        }
        try {
            return new PageId(string("parentId").orElse(""));
        } catch (InvalidInputException e) {
            throw new HttpProblem(422, "The parentId is not the id of a page.");
        }
    }

    private Optional<String> string(String field) {
        JsonNode value = json.get(field);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isString()) {
            throw new HttpProblem(400, "The field " + field + " must be a string.");
        }
        return Optional.of(value.stringValue());
    }
}
