package dev.gitsync.servlet.internal.text;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Takes paths apart that nobody has decoded yet. */
public final class UrlPath {
    /** What stands for a segment that can't be decoded, or hides a slash; equal to no name. */
    private static final String UNREADABLE = "/";

    private UrlPath() {}

    /** The segments behind the first slash, each decoded once; none for the empty path. */
    public static List<String> segments(String path) {
        return path.isEmpty()
                ? List.of()
                : Arrays.stream(path.split("/", -1))
                        .skip(1)
                        .map(UrlPath::decode)
                        .toList();
    }

    private static String decode(String segment) {
        try {
            // URLDecoder is made for forms, where a plus sign is a space.
            String decoded = URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
            return decoded.contains("/") ? UNREADABLE : decoded;
        } catch (IllegalArgumentException e) {
            return UNREADABLE;
        }
    }
}
