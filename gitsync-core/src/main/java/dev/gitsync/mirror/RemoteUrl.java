package dev.gitsync.mirror;

import dev.gitsync.error.InvalidInputException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The URL of a remote repository: {@code https://host[:port]/path}, {@code http://…} or {@code ssh://user@host[:port]/path}. It
 * never contains a secret, so it may be shown and logged.
 *
 * @param value the URL, as given
 */
public record RemoteUrl(String value) {
    private static final int MAX_CHARS = 2_000;
    private static final int MAX_PORT = 65_535;
    private static final Set<String> SCHEMES = Set.of("https", "http", "ssh");
    private static final Set<String> OTHER_FOLDERS = Set.of(".", "..");
    private static final Pattern SSH_USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

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
        require(uri.getQuery() == null && uri.getFragment() == null, "must not have a query or a fragment");
        checkServer(uri, scheme);
        checkPath(uri.getPath());
        return uri;
    }

    private static void checkServer(URI uri, String scheme) {
        String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
        String user = authority.contains("@") ? String.valueOf(uri.getUserInfo()) : null;
        require(
                user == null || (scheme.equals("ssh") && SSH_USER.matcher(user).matches()),
                "must not contain credentials; give them to the mirror as a reference");
        require(uri.getHost() != null, "must name a host");
        require(uri.getPort() != 0 && uri.getPort() <= MAX_PORT, "must have a port from 1 to 65535");
    }

    private static void checkPath(@Nullable String path) {
        require(path != null && path.length() > 1, "must name a repository after the host");
        require(
                Arrays.stream(String.valueOf(path).split("/", -1)).noneMatch(OTHER_FOLDERS::contains)
                        && !CONTROL.matcher(String.valueOf(path)).find(),
                "must not have . or .. or control characters in its path");
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

    /** Returns the host, as given; an IPv6 address in brackets. */
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
