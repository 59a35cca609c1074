package dev.gitsync.servlet.internal.lfs;

import dev.gitsync.servlet.internal.request.ErrorResponse;
import dev.gitsync.servlet.internal.request.HttpResult;
import dev.gitsync.servlet.internal.text.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * A response in the JSON of Git LFS.
 *
 * @param status the HTTP status
 * @param headers the headers that belong to this status
 * @param content the fields of the JSON object
 */
record LfsResponse(int status, Map<String, String> headers, Map<String, Object> content) implements HttpResult {
    /** The media type of requests and responses. */
    static final String TYPE = "application/vnd.git-lfs+json";

    static LfsResponse ok(Object... namesAndValues) {
        return of(200, namesAndValues);
    }

    static LfsResponse of(int status, Object... namesAndValues) {
        return new LfsResponse(status, Map.of(), Json.fields(namesAndValues));
    }

    /** Returns an error whose message git-lfs shows to the user. */
    static LfsResponse error(int status, String message) {
        return of(status, "message", message);
    }

    /** Returns an error that git has as well. For a sign-in, git-lfs reads a header of its own. */
    static LfsResponse of(ErrorResponse error) {
        Map<String, String> headers = new HashMap<>(error.headers());
        String challenge = headers.get("WWW-Authenticate");
        if (challenge != null) {
            headers.put("LFS-Authenticate", challenge);
        }
        return new LfsResponse(error.status(), headers, Json.fields("message", error.message()));
    }

    @Override
    public void send(HttpServletResponse response) throws IOException {
        byte[] body = Json.write(content).getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        headers.forEach(response::setHeader);
        response.setContentType(TYPE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** Replaces what was written to {@code response} by this. The response must not be committed. */
    void replace(HttpServletResponse response) throws IOException {
        response.reset();
        ErrorResponse.setCommonHeaders(response);
        send(response);
    }
}
