package dev.gitsync.internal.mirror.remote.http;

import dev.gitsync.internal.mirror.remote.wire.RemoteService;
import dev.gitsync.internal.mirror.remote.wire.WireException;
import dev.gitsync.mirror.MirrorReport.Outcome;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * A redirect of the first request of a service.
 *
 * @param from what was requested
 */
record Redirect(HttpTarget from, RemoteService service) {
    /** Returns the repository that the header {@code Location} redirects to: with the same scheme, or with https. */
    HttpTarget to(String location) throws WireException {
        try {
            URI url = URI.create(from.toString() + "/info/refs").resolve(new URI(location));
            String scheme = url.getScheme().toLowerCase(Locale.ROOT);
            String tail = "/info/refs?service=" + service.command();
            String text = url.getRawPath() + "?" + url.getRawQuery();
            boolean isHttp = scheme.equals("https") || (scheme.equals("http") && !from.isSecure());
            if (isHttp && url.getHost() != null && url.getRawUserInfo() == null && text.endsWith(tail)) {
                String path = text.substring(0, text.length() - tail.length());
                return HttpTarget.of(new URI(scheme + "://" + url.getRawAuthority() + path));
            }
        } catch (URISyntaxException | IllegalArgumentException e) {
            // As useless as any other page.
        }
        throw new WireException(
                Outcome.NOT_FOUND,
                "The remote at " + from.host() + " redirects to something that is not a git repository over "
                        + (from.isSecure() ? "https" : "http or https")
                        + ". Check the URL of the mirror, and whether its credentials may read the repository.");
    }
}
