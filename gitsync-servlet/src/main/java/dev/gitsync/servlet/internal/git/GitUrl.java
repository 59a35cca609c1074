package dev.gitsync.servlet.internal.git;

import dev.gitsync.model.SpaceId;
import dev.gitsync.servlet.internal.text.UrlPath;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;

/**
 * A URL of the form {@code <mapping>/<space>.git/<endpoint>}.
 *
 * @param space the id of the space, which may not exist
 * @param endpoint the endpoint of the protocol
 */
record GitUrl(SpaceId space, Endpoint endpoint) {
    private static final String SUFFIX = ".git";

    /**
     * Parses the URI of a request:
     *
     * <ol>
     *   <li>split it at its slashes, then decode each segment exactly once;
     *   <li>the first segments must be those of the mapping;
     *   <li>the rest must be a space and an endpoint, character for character.
     * </ol>
     *
     * An encoded slash, a dot segment, a path parameter or a double slash then yields a segment that is neither a space nor an endpoint, and
     * needs no rule of its own.
     *
     * @param maxChars the maximum length of the URI without its query
     */
    static Optional<GitUrl> of(HttpServletRequest request, int maxChars) {
        return request.getRequestURI().length() > maxChars
                ? Optional.empty()
                : UrlPath.belowMapping(request).flatMap(GitUrl::parse);
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
