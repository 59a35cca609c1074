package dev.gitsync.servlet.internal.text;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Splits and decodes the path of a URL. */
public final class UrlPath {
    /** Stands for a segment that can't be decoded or contains an encoded slash. No name equals it. */
    private static final String INVALID = "/";

    private UrlPath() {}

    /** Returns the segments after the first slash, each decoded once; none for the empty path. */
    public static List<String> segments(String path) {
        return path.isEmpty()
                ? List.of()
                : Arrays.stream(path.split("/", -1))
                        .skip(1)
                        .map(UrlPath::decode)
                        .toList();
    }

    /**
     * Returns the segments of the request URI below the mapping of the servlet, or empty if the URI is not below it. Reads the URI and not
     * {@code getPathInfo()}, because containers differ in what they decode and remove.
     */
    public static Optional<List<String>> belowMapping(HttpServletRequest request) {
        List<String> mapping = segments(request.getContextPath() + mapping(request));
        List<String> path = segments(request.getRequestURI());
        return path.size() >= mapping.size() && path.subList(0, mapping.size()).equals(mapping)
                ? Optional.of(path.subList(mapping.size(), path.size()))
                : Optional.empty();
    }

    /** Returns the mapping without its star. Unlike {@code getServletPath()}, it does not depend on how the container reads the path. */
    private static String mapping(HttpServletRequest request) {
        String pattern = request.getHttpServletMapping().getPattern();
        return pattern.endsWith("/*") ? pattern.substring(0, pattern.length() - 2) : "";
    }

    private static String decode(String segment) {
        try {
            // URLDecoder decodes forms, where a plus sign is a space.
            String decoded = URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
            return decoded.contains("/") ? INVALID : decoded;
        } catch (IllegalArgumentException e) {
            return INVALID;
        }
    }
}
