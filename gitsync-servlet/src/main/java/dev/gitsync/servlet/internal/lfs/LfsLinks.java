package dev.gitsync.servlet.internal.lfs;

import dev.gitsync.servlet.connection.TrustedProxies;
import dev.gitsync.servlet.internal.request.ErrorResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Makes the URLs in the response to a batch.
 *
 * @param publicUrl the URL of the mapping as clients see it, or null to derive it from each request
 * @param proxies the proxies that may state the scheme and host of a request
 */
public record LfsLinks(@Nullable URI publicUrl, TrustedProxies proxies) {
    /** Returns the URL of {@code objects} of the space that a batch is for. */
    String objects(LfsRequest request) throws LfsException {
        if (publicUrl != null) {
            String base = publicUrl.toString().replaceAll("/+$", "");
            return base + "/" + request.space().id() + ".git/info/lfs/objects";
        }
        HttpServletRequest http = request.http();
        String origin = proxies.origin(http).orElseThrow(() -> new LfsException(ErrorResponse.MALFORMED));
        String batch = http.getRequestURI();
        return origin + batch.substring(0, batch.lastIndexOf('/'));
    }
}
