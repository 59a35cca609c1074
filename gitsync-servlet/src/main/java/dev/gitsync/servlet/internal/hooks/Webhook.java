package dev.gitsync.servlet.internal.hooks;

import dev.gitsync.mirror.MirrorId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;

/**
 * A request to the URL of a webhook.
 *
 * @param http the request
 * @param address the IP address of the client
 * @param mirror the mirror in the URL, which need not exist; empty if the URL has another form
 */
record Webhook(HttpServletRequest http, String address, Optional<MirrorId> mirror) {
    /** Reads the mirror from the segments of the URL below the mapping. */
    static Webhook of(HttpServletRequest http, String address, List<String> path) {
        Optional<MirrorId> mirror = path.size() == 1 && MirrorId.isValid(path.get(0))
                ? Optional.of(new MirrorId(path.get(0)))
                : Optional.empty();
        return new Webhook(http, address, mirror);
    }

    /** Returns the id of the mirror, or an empty text. */
    String mirrorText() {
        return mirror.map(MirrorId::value).orElse("");
    }
}
