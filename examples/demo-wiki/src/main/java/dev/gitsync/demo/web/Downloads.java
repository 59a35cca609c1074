package dev.gitsync.demo.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/** Sends pushed files. Pictures are shown, other files are downloads, and nothing in them may run. */
final class Downloads {
    private static final Map<String, String> PICTURES = Map.of(
            "png", "image/png",
            "jpg", "image/jpeg",
            "jpeg", "image/jpeg",
            "gif", "image/gif",
            "webp", "image/webp",
            "svg", "image/svg+xml");

    private Downloads() {}

    static void send(HttpServletResponse response, Reply.Download download) throws IOException {
        String path = download.path();
        String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String picture = PICTURES.get(ending);
        response.setHeader("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
        response.setContentType(picture == null ? "application/octet-stream" : picture);
        if (picture == null) {
            response.setHeader("Content-Disposition", "attachment");
        }
        response.setContentLength(download.bytes().length);
        response.getOutputStream().write(download.bytes());
    }
}
