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
import tools.jackson.databind.json.JsonMapper;

/** What the caller wants of a page; what is not named stays as it is. */
record PageBody(JsonNode json) {
    private static final int MAX_BYTES = 10 << 20;
    private static final Set<String> FIELDS = Set.of("title", "parentId", "text", "message");

    static PageBody read(HttpServletRequest request, JsonMapper mapper) {
        // Not only for form's sake: no page of another site can make a browser send this type.
        String type = String.valueOf(request.getContentType()).split(";", 2)[0].strip();
        if (!type.toLowerCase(Locale.ROOT).equals("application/json")) {
            throw new HttpProblem(415, "The body must be JSON: Content-Type: application/json.");
        }
        JsonNode json = parse(bytes(request), mapper);
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

    private static byte[] bytes(HttpServletRequest request) {
        try (InputStream in = request.getInputStream()) {
            byte[] bytes = request.getContentLengthLong() > MAX_BYTES ? null : in.readNBytes(MAX_BYTES + 1);
            if (bytes == null || bytes.length > MAX_BYTES) {
                throw new HttpProblem(413, "A request has at most " + (MAX_BYTES >> 20) + " MiB.");
            }
            return bytes;
        } catch (IOException e) {
            throw new HttpProblem(400, "The body of the request broke off.");
        }
    }

    private static JsonNode parse(byte[] bytes, JsonMapper mapper) {
        try {
            return mapper.readTree(bytes);
        } catch (JacksonException e) {
            String where =
                    e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNr();
            throw new HttpProblem(400, "The body is not JSON" + where + ".");
        }
    }

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
        try {
            return json.get("parentId").isNull()
                    ? null
                    : new PageId(string("parentId").orElse(""));
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
