package dev.gitsync.servlet.internal.request;

import dev.gitsync.model.SpaceId;
import dev.gitsync.servlet.internal.text.UrlPath;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;

/**
 * A URL of the form {@code <mapping>/<space>.git/<path>}.
 *
 * @param space the id of the space, which may not exist
 * @param path the segments below the repository, decoded
 */
public record RepositoryUrl(SpaceId space, List<String> path) {
    private static final String SUFFIX = ".git";

    /**
     * Parses the URI of a request:
     *
     * <ol>
     *   <li>split it at its slashes, then decode each segment exactly once;
     *   <li>the first segments must be those of the mapping;
     *   <li>the next must be a space, character for character.
     * </ol>
     *
     * An encoded slash, a dot segment, a path parameter or a double slash then yields a segment that is neither a space nor part of an
     * endpoint, and needs no rule of its own.
     *
     * @param maxChars the maximum length of the URI without its query
     */
    public static Optional<RepositoryUrl> of(HttpServletRequest request, int maxChars) {
        return request.getRequestURI().length() > maxChars
                ? Optional.empty()
                : UrlPath.belowMapping(request).flatMap(RepositoryUrl::parse);
    }

    private static Optional<RepositoryUrl> parse(List<String> path) {
        if (path.isEmpty() || !path.get(0).endsWith(SUFFIX)) {
            return Optional.empty();
        }
        String id = path.get(0).substring(0, path.get(0).length() - SUFFIX.length());
        return SpaceId.isValid(id)
                ? Optional.of(new RepositoryUrl(new SpaceId(id), path.subList(1, path.size())))
                : Optional.empty();
    }
}
