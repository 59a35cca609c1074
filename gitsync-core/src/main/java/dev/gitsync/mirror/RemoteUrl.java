package dev.gitsync.mirror;

import dev.gitsync.error.InvalidInputException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The URL of a remote repository: {@code https://host[:port]/path}, {@code http://…} or {@code ssh://user@host[:port]/path}. It
 * never contains a secret, so it may be shown and logged.
 *
 * @param value the URL, as given
 */
public record RemoteUrl(String value) {
    private static final int MAX_CHARS = 2_000;
    private static final Set<String> SCHEMES = Set.of("https", "http", "ssh");

    /**
     * Checks the form of the value.
     *
     * @throws InvalidInputException when {@code value} is not such a URL, or contains a password, a query or a fragment; the
     *     message does not repeat the value, which may contain a secret
     */
    public RemoteUrl {
        parse(value);
    }

    private static URI parse(String value) {
        URI uri = uri(value);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        require(SCHEMES.contains(scheme), "must begin with https://, http:// or ssh://");
        require(uri.getHost() != null && !uri.getHost().isEmpty(), "must name a host");
        require(uri.getPath() != null && uri.getPath().length() > 1, "must name a repository after the host");
        require(uri.getQuery() == null && uri.getFragment() == null, "must not have a query or a fragment");
        String user = uri.getUserInfo();
        require(
                user == null || (scheme.equals("ssh") && !user.contains(":") && !user.isEmpty()),
                "must not contain credentials; give them to the mirror as a reference");
        return uri;
    }

    private static URI uri(String value) {
        require(value.length() <= MAX_CHARS, "must have at most " + MAX_CHARS + " characters");
        try {
            return new URI(value);
        } catch (URISyntaxException e) {
            // The exception would repeat the value.
            throw invalid("is not a valid URL");
        }
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw invalid(rule);
        }
    }

    private static InvalidInputException invalid(String rule) {
        return new InvalidInputException("The URL of a mirror's remote " + rule);
    }

    /** Returns the scheme in lower case: {@code https}, {@code http} or {@code ssh}. */
    public String scheme() {
        return parse(value).getScheme().toLowerCase(Locale.ROOT);
    }

    /** Returns the host, as given. */
    public String host() {
        return parse(value).getHost();
    }

    /** Returns the port, or the default port of the scheme. */
    public int port() {
        int port = parse(value).getPort();
        return port >= 0 ? port : defaultPort(scheme());
    }

    private static int defaultPort(String scheme) {
        return switch (scheme) {
            case "https" -> 443;
            case "http" -> 80;
            default -> 22;
        };
    }

    /** Returns the user of an SSH URL; null if the URL has none. */
    public @Nullable String user() {
        return parse(value).getUserInfo();
    }

    @Override
    public String toString() {
        return value;
    }
}
