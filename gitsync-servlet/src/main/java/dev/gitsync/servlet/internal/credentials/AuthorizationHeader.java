package dev.gitsync.servlet.internal.credentials;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Reads the {@code Authorization} header. */
public final class AuthorizationHeader {
    /** The maximum length of the header, in characters. */
    public static final int MAX_CHARS = 4096;

    private AuthorizationHeader() {}

    /** Returns what follows {@code scheme} in the header, or empty unless there is exactly one such header of at most {@link #MAX_CHARS} characters. */
    public static Optional<String> of(HttpServletRequest request, String scheme) {
        List<String> headers = Collections.list(request.getHeaders("Authorization"));
        if (headers.size() != 1 || headers.get(0).length() > MAX_CHARS) {
            return Optional.empty();
        }
        String header = headers.get(0);
        String start = scheme + " ";
        return header.regionMatches(true, 0, start, 0, start.length())
                ? Optional.of(header.substring(start.length()).strip())
                : Optional.empty();
    }
}
