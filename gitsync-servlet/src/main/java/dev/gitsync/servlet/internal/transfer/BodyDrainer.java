package dev.gitsync.servlet.internal.transfer;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * What nobody wants to read of a request. A connection that is closed while the client is still sending is reset, and the
 * client never sees its answer (RFC 9112, section 9.6): so the rest is read and thrown away.
 */
public final class BodyDrainer {
    /** How long to bear with who sends what nobody wants. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final int BUFFER = 8192;

    private BodyDrainer() {}

    /**
     * Reads to the end, or for half a minute. To be called before the answer is written: Tomcat 11 closes a request when its answer
     * is complete.
     */
    public static void drain(HttpServletRequest request) {
        Deadline deadline = Deadline.in(TIMEOUT);
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream body = unwrapped(request).getInputStream();
            while (body.read(buffer) >= 0) {
                deadline.check();
            }
        } catch (IOException | IllegalStateException e) {
            // The client has gone, or goes on for too long: there is nothing more to do for it.
        }
    }

    /** Limits have done what they are for. */
    private static ServletRequest unwrapped(ServletRequest request) {
        return request instanceof ServletRequestWrapper wrapper ? unwrapped(wrapper.getRequest()) : request;
    }
}
