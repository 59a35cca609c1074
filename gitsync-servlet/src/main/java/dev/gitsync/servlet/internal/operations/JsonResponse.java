package dev.gitsync.servlet.internal.operations;

import dev.gitsync.servlet.internal.request.HttpResult;
import dev.gitsync.servlet.internal.text.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A response in JSON.
 *
 * @param status the HTTP status
 * @param content the fields of the JSON object
 */
public record JsonResponse(int status, Map<String, Object> content) implements HttpResult {
    @Override
    public void send(HttpServletResponse response) throws IOException {
        byte[] body = (Json.write(content) + "\n").getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
