package dev.gitsync.demo.api;

import dev.gitsync.demo.server.HttpProblem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the JSON of a request, never more than {@link #MAX_BYTES} of it. */
final class Bodies {
    static final int MAX_BYTES = 10 << 20;

    private static final Set<String> FIELDS = Set.of("title", "parentId", "text", "message");

    private final JsonMapper mapper;

    Bodies(JsonMapper mapper) {
        this.mapper = mapper;
    }

    PageBody read(HttpServletRequest request) {
        requireJson(request);
        JsonNode json = parse(bytes(request));
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

    /** Not only for form's sake: no web page of somebody else can make a browser send this type. */
    private static void requireJson(HttpServletRequest request) {
        String type = request.getContentType() == null ? "" : request.getContentType();
        if (!type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals("application/json")) {
            throw new HttpProblem(415, "The body must be JSON: Content-Type: application/json.");
        }
    }

    private static byte[] bytes(HttpServletRequest request) {
        requireSize(request.getContentLengthLong());
        try (InputStream in = request.getInputStream()) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            requireSize(bytes.length);
            return bytes;
        } catch (IOException e) {
            throw new HttpProblem(400, "The body of the request broke off.");
        }
    }

    private static void requireSize(long bytes) {
        if (bytes > MAX_BYTES) {
            throw new HttpProblem(413, "A request has at most " + (MAX_BYTES >> 20) + " MiB.");
        }
    }

    private JsonNode parse(byte[] bytes) {
        try {
            return mapper.readTree(bytes);
        } catch (JacksonException e) {
            String where =
                    e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNr();
            throw new HttpProblem(400, "The body is not JSON" + where + ".");
        }
    }
}
