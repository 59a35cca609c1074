package dev.gitsync.internal.mirror.remote.http;

import java.io.InputStream;
import java.util.Locale;
import java.util.Map;

/**
 * The response to a request.
 *
 * @param status the status code
 * @param headers the headers, their names in lower case
 * @param body the content, without transfer encoding
 */
record HttpResponse(int status, Map<String, String> headers, InputStream body) {
    static final int OK = 200;

    /** Returns the value of a header; empty if there is none. */
    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** Returns the media type in lower case, without parameters. */
    String mediaType() {
        return header("content-type").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** Returns whether the response redirects to another URL. */
    boolean isRedirect() {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
    }
}
