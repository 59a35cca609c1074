package dev.gitsync.servlet.internal.lfs;

import dev.gitsync.model.SpaceId;
import dev.gitsync.servlet.internal.request.RepositoryUrl;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;

/**
 * A URL of the form {@code <mapping>/<space>.git/info/lfs/<endpoint>}, at which git-lfs expects the API without configuration.
 *
 * @param space the id of the space, which may not exist
 * @param endpoint the endpoint
 * @param id the id of the object or lock, or an empty text
 */
record LfsUrl(SpaceId space, LfsEndpoint endpoint, String id) {
    private static final List<String> PREFIX = List.of("info", "lfs");

    /** Returns whether a request is for Git LFS, by the form of its URL alone, whether or not there is such an endpoint. */
    static boolean isLfs(RepositoryUrl url) {
        return url.path().size() > PREFIX.size()
                && url.path().subList(0, PREFIX.size()).equals(PREFIX);
    }

    /**
     * Parses the URI of a request.
     *
     * @param maxChars the maximum length of the URI without its query
     */
    static Optional<LfsUrl> of(HttpServletRequest request, int maxChars) {
        return RepositoryUrl.of(request, maxChars).filter(LfsUrl::isLfs).flatMap(LfsUrl::parse);
    }

    private static Optional<LfsUrl> parse(RepositoryUrl url) {
        String path =
                String.join("/", url.path().subList(PREFIX.size(), url.path().size()));
        return LfsEndpoint.at(path).map(endpoint -> new LfsUrl(url.space(), endpoint, endpoint.idIn(path)));
    }
}
