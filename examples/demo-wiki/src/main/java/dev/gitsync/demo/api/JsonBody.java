package dev.gitsync.demo.api;

import dev.gitsync.demo.server.HttpProblem;
import dev.gitsync.error.InvalidInputException;
import dev.gitsync.model.Labels;
import dev.gitsync.model.PageId;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The body of a request: one object with known fields. */
record JsonBody(JsonNode json) {
    private static final int MAX_BYTES = 10 << 20;

    /**
     * Reads the body.
     *
     * @param what what the object describes, with its article: {@code A page}
     */
    static JsonBody of(HttpServletRequest request, String what, List<String> fields) {
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
        fields.forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            int last = fields.size() - 1;
            throw new HttpProblem(
                    400,
                    what + " has no " + unknown.first() + "; it has " + String.join(", ", fields.subList(0, last))
                            + " and " + fields.get(last) + ".");
        }
        return new JsonBody(json);
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

    /** The page that a field names: null if it is null, {@code before} if it is missing. */
    @Nullable
    PageId page(String field, @Nullable PageId before) {
        JsonNode page = json.get(field);
        try {
            return page == null
                    ? before
                    : page.isNull() ? null : new PageId(string(field).orElse(""));
        } catch (InvalidInputException e) {
            throw new HttpProblem(422, "The " + field + " is not the id of a page.");
        }
    }

    /** The labels in a field, or null if it is missing. */
    @Nullable
    Labels labels(String field) {
        JsonNode value = json.get(field);
        if (value == null) {
            return null;
        }
        boolean isList = value.isArray()
                && value.valueStream().allMatch(each -> each.isString() && Labels.isValid(each.stringValue()));
        if (!isList) {
            throw new HttpProblem(400, "The field " + field + " must be a list of strings that are not empty.");
        }
        return Labels.of(value.valueStream().map(JsonNode::stringValue).toList());
    }

    /** The text in a field, if it is there. */
    Optional<String> string(String field) {
        JsonNode value = json.get(field);
        if (value != null && !value.isString()) {
            throw new HttpProblem(400, "The field " + field + " must be a string.");
        }
        return Optional.ofNullable(value).map(JsonNode::stringValue);
    }
}
