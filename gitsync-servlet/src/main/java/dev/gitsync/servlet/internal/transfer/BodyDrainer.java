package dev.gitsync.servlet.internal.transfer;

import dev.gitsync.internal.server.transfer.Deadline;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * Reads and discards the rest of a request body. If a server closes the connection while the client is still sending, the connection is reset and
 * the client never sees the response (RFC 9112, section 9.6).
 */
public final class BodyDrainer {
    /** The maximum time for one request. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final int BUFFER = 8192;

    private BodyDrainer() {}

    /** Reads to the end, or for at most 30 seconds. Call it before the response is written: Tomcat 11 closes a request when its response is complete. */
    public static void drain(HttpServletRequest request) {
        Deadline deadline = Deadline.in(TIMEOUT);
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream body = unwrapped(request).getInputStream();
            while (body.read(buffer) >= 0) {
                deadline.check();
            }
        } catch (IOException | IllegalStateException e) {
            // The client has disconnected or takes too long. Nothing more can be done for it.
        }
    }

    /** Returns the request without wrappers, which may limit the body. */
    private static ServletRequest unwrapped(ServletRequest request) {
        return request instanceof ServletRequestWrapper wrapper ? unwrapped(wrapper.getRequest()) : request;
    }
}
