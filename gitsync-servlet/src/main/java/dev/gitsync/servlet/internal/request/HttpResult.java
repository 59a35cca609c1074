package dev.gitsync.servlet.internal.request;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The outcome of a request, ready to be sent. */
public interface HttpResult {
    /** Writes status, headers and body to {@code response}, which must not be committed. */
    void send(HttpServletResponse response) throws IOException;
}
