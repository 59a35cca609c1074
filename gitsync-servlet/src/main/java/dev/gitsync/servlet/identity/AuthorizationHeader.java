package dev.gitsync.servlet.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Reads the {@code Authorization} header. */
final class AuthorizationHeader {
    static final int MAX_CHARS = 4096;

    private AuthorizationHeader() {}

    /** What follows {@code scheme} in the one and only header, if it is of that scheme and not too long. */
    static Optional<String> of(HttpServletRequest request, String scheme) {
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
