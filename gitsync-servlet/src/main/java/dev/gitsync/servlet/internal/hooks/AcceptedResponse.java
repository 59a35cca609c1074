package dev.gitsync.servlet.internal.hooks;

import dev.gitsync.servlet.internal.request.HttpResult;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The response to a webhook that was accepted. The mirror runs later, so it says nothing about the run. */
record AcceptedResponse() implements HttpResult {
    private static final String TEXT = "Webhook accepted.\n";

    @Override
    public void send(HttpServletResponse response) throws IOException {
        byte[] body = TEXT.getBytes(StandardCharsets.UTF_8);
        response.setStatus(HttpServletResponse.SC_ACCEPTED);
        response.setContentType("text/plain;charset=utf-8");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
