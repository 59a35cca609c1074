package dev.gitsync.demo.api;

import dev.gitsync.demo.server.HttpProblem;
import dev.gitsync.error.InvalidInputException;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The body of a request about a page. What it does not name stays as it is. */
record PageBody(JsonNode json) {
    private static final int MAX_BYTES = 10 << 20;
    private static final Set<String> FIELDS = Set.of("title", "parentId", "text", "message");

    static PageBody of(HttpServletRequest request) {
        // Also a defence: no page of another site can make a browser send this type.
        String type = String.valueOf(request.getContentType()).split(";", 2)[0].strip();
        if (!type.toLowerCase(Locale.ROOT).equals("application/json")) {
            throw new HttpProblem(415, "The body must be JSON: Content-Type: application/json.");
        }
        JsonNode json = json(request);
        if (!json.isObject()) {
            throw new HttpProblem(400, "The body must be one JSON object.");
        }
        TreeSet<String> unknown = new TreeSet<>(json.propertyNames());
        unknown.removeAll(FIELDS);
        if (!unknown.isEmpty()) {
            throw new HttpProblem(
                    400, "A page has no " + unknown.first() + "; it has title, parentId, text and message.");
        }
        return new PageBody(json);
    }

    private static JsonNode json(HttpServletRequest request) {
        try (InputStream in = request.getInputStream()) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new HttpProblem(413, "A request has at most " + (MAX_BYTES >> 20) + " MiB.");
            }
            return ApiReply.JSON.readTree(bytes);
        } catch (JacksonException e) {
            String where =
                    e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNr();
            throw new HttpProblem(400, "The body is invalid JSON" + where + ".");
        } catch (IOException e) {
            throw new HttpProblem(400, "The body of the request broke off.");
        }
    }

    /** The content of a new page. */
    PageContent created() {
        String title = string("title").orElseThrow(() -> new HttpProblem(422, "A page needs a title."));
        return new PageContent(parent(null), title, string("text").orElse(""));
    }

    /** The content of a page after the change. */
    PageContent changed(PageContent before) {
        String title = string("title").orElse(before.title());
        return new PageContent(parent(before.parent()), title, string("text").orElse(before.text()));
    }

    String message() {
        return string("message").orElse("");
    }

    private @Nullable PageId parent(@Nullable PageId before) {
        JsonNode parent = json.get("parentId");
        try {
            return parent == null
                    ? before
                    : parent.isNull() ? null : new PageId(string("parentId").orElse(""));
        } catch (InvalidInputException e) {
            throw new HttpProblem(422, "The parentId is not the id of a page.");
        }
    }

    private Optional<String> string(String field) {
        JsonNode value = json.get(field);
        if (value != null && !value.isString()) {
            throw new HttpProblem(400, "The field " + field + " must be a string.");
        }
        return Optional.ofNullable(value).map(JsonNode::stringValue);
    }
}
