package dev.gitsync.servlet.internal.git;

import dev.gitsync.model.SpaceId;
import dev.gitsync.servlet.internal.request.RepositoryUrl;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * A URL of the form {@code <mapping>/<space>.git/<endpoint>}.
 *
 * @param space the id of the space, which may not exist
 * @param endpoint the endpoint of the protocol
 */
record GitUrl(SpaceId space, Endpoint endpoint) {
    /**
     * Parses the URI of a request; the endpoint must be one, character for character.
     *
     * @param maxChars the maximum length of the URI without its query
     */
    static Optional<GitUrl> of(HttpServletRequest request, int maxChars) {
        return RepositoryUrl.of(request, maxChars)
                .flatMap(url ->
                        Endpoint.at(String.join("/", url.path())).map(endpoint -> new GitUrl(url.space(), endpoint)));
    }
}
