package dev.gitsync.servlet.internal.git;

import dev.gitsync.model.SpaceId;
import dev.gitsync.servlet.internal.text.UrlPath;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;

/**
 * What a URL of the form {@code <mount>/<space>.git/<endpoint>} names.
 *
 * @param space the id of a space that may or may not exist
 * @param endpoint the part of the protocol
 */
record GitUrl(SpaceId space, Endpoint endpoint) {
    private static final String SUFFIX = ".git";

    /**
     * Reads the URI as it came over the wire, since containers differ in what they decode, collapse and cut off:
     *
     * <ol>
     *   <li>cut it at its slashes, then decode every segment exactly once;
     *   <li>the first segments have to be those of the mount;
     *   <li>the rest has to be a space and an endpoint, letter by letter.
     * </ol>
     *
     * An encoded slash, a dot segment, a path parameter or a doubled slash then makes a segment that is no space and no
     * endpoint, and needs no rule of its own.
     *
     * @param maxChars how long the URI may be, without its query
     */
    static Optional<GitUrl> of(HttpServletRequest request, int maxChars) {
        String uri = request.getRequestURI();
        if (uri.length() > maxChars) {
            return Optional.empty();
        }
        List<String> mount = UrlPath.segments(request.getContextPath() + pattern(request));
        List<String> path = UrlPath.segments(uri);
        if (path.size() < mount.size() || !path.subList(0, mount.size()).equals(mount)) {
            return Optional.empty();
        }
        return parse(path.subList(mount.size(), path.size()));
    }

    /** The mapping without its star; unlike getServletPath(), it is there whatever the container thinks of the path. */
    private static String pattern(HttpServletRequest request) {
        String pattern = request.getHttpServletMapping().getPattern();
        return pattern.endsWith("/*") ? pattern.substring(0, pattern.length() - 2) : "";
    }

    private static Optional<GitUrl> parse(List<String> path) {
        if (path.isEmpty() || !path.get(0).endsWith(SUFFIX)) {
            return Optional.empty();
        }
        String id = path.get(0).substring(0, path.get(0).length() - SUFFIX.length());
        return SpaceId.isValid(id)
                ? Endpoint.at(String.join("/", path.subList(1, path.size())))
                        .map(endpoint -> new GitUrl(new SpaceId(id), endpoint))
                : Optional.empty();
    }
}
