package dev.gitsync.internal.mirror.remote.http;

import dev.gitsync.internal.mirror.remote.wire.Wire;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request with content. Its connection is asked for when there is something to send: compressing a large pack takes longer than
 * servers wait.
 */
final class HttpPost {
    private final Source source;
    private final String path;
    private final Map<String, String> headers;
    private @Nullable HttpConnection connection;

    /** Has connections. */
    interface Source {
        /** Returns a connection that can take a request. */
        HttpConnection get() throws IOException;
    }

    HttpPost(Source source, String path, Map<String, String> headers) {
        this.source = source;
        this.path = path;
        this.headers = headers;
    }

    /** Sends the request; small ones with their length, which every server understands. */
    HttpResponse send(Wire.Request request) throws IOException {
        RequestBody content = new RequestBody(this::begin);
        try {
            request.writeTo(content);
            content.end();
        } catch (IOException e) {
            if (connection == null) {
                throw e;
            }
            return connection.refusal(e);
        }
        return Objects.requireNonNull(connection).answer();
    }

    private OutputStream begin(String length) throws IOException {
        connection = source.get();
        return connection.begin(path, headers, length);
    }
}
