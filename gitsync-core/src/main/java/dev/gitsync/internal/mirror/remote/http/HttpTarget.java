package dev.gitsync.internal.mirror.remote.http;

import dev.gitsync.internal.mirror.remote.wire.RemoteService;
import java.net.URI;
import java.util.Locale;

/**
 * The base URL of a repository, without slashes at its end.
 *
 * @param isSecure whether the scheme is https
 * @param host the host, as given; IPv6 addresses in brackets
 * @param port the port
 * @param path the path, percent-encoded
 */
record HttpTarget(boolean isSecure, String host, int port, String path) {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final String REFS = "/info/refs?service=";

    /** Parses a URL with a host and a scheme of http or https. */
    static HttpTarget of(URI url) {
        boolean isSecure = "https".equals(url.getScheme().toLowerCase(Locale.ROOT));
        int standard = isSecure ? HTTPS : HTTP;
        String path = URI.create(url.toASCIIString()).getRawPath().replaceAll("/+$", "");
        return new HttpTarget(isSecure, url.getHost(), url.getPort() < 0 ? standard : url.getPort(), path);
    }

    /** Returns what is requested first from a service. */
    String refs(RemoteService service) {
        return path + REFS + service.command();
    }

    /** Returns what requests of a service are posted to. */
    String rpc(RemoteService service) {
        return path + "/" + service.command();
    }

    /** Returns the value of the header {@code Host}. */
    String authority() {
        return port == (isSecure ? HTTPS : HTTP) ? host : host + ":" + port;
    }

    /** Returns whether the other URL has the same scheme, host and port. */
    boolean isSameOrigin(HttpTarget other) {
        return isSecure == other.isSecure && host.equalsIgnoreCase(other.host) && port == other.port;
    }

    @Override
    public String toString() {
        return (isSecure ? "https://" : "http://") + authority() + path;
    }
}
