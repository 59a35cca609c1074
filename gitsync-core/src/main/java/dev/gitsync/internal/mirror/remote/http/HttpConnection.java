package dev.gitsync.internal.mirror.remote.http;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A connection of HTTP/1.1 that sends one request after the other. Not safe for use by several threads. */
final class HttpConnection implements Closeable {
    private static final int BUFFER = 64 << 10;
    /** Servers close idle connections, the quickest after a few seconds. */
    private static final long MAX_IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final HttpTarget target;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private long lastUsed = System.nanoTime();
    private boolean isReusable = true;
    private boolean hasAnswered;
    private InputStream body = InputStream.nullInputStream();

    HttpConnection(HttpTarget target, Socket socket) throws IOException {
        this.target = target;
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        this.out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
    }

    /** Returns whether the connection can take one more request for this target. */
    boolean canTake(HttpTarget next) throws IOException {
        return isReusable
                && target.isSameOrigin(next)
                && System.nanoTime() - lastUsed < MAX_IDLE_NANOS
                && body.read() < 0;
    }

    /** Returns whether the server sent any of its answer to the last request. */
    boolean hasAnswered() {
        return hasAnswered;
    }

    HttpResponse get(String path, Map<String, String> headers) throws IOException {
        head("GET " + path, headers, "");
        out.flush();
        return answer();
    }

    /** Sends the head of a request with one more header, and returns the stream for its content. */
    OutputStream begin(String path, Map<String, String> headers, String length) throws IOException {
        head("POST " + path, headers, length);
        return out;
    }

    /** Returns the answer of a server that did not read the whole request, if there is one. */
    HttpResponse refusal(IOException failure) throws IOException {
        isReusable = false;
        try {
            HttpResponse early = answer();
            if (early.status() != HttpResponse.OK) {
                return early;
            }
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        throw failure;
    }

    private void head(String request, Map<String, String> headers, String length) throws IOException {
        hasAnswered = false;
        StringBuilder head = new StringBuilder(request + " HTTP/1.1\r\nHost: " + target.authority() + "\r\n" + length);
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Reads the answer to a request. */
    HttpResponse answer() throws IOException {
        in.mark(1);
        hasAnswered = in.read() >= 0;
        in.reset();
        HttpResponse response = ResponseReader.read(in);
        isReusable &= !response.header("connection").toLowerCase(Locale.ROOT).contains("close");
        body = response.body();
        lastUsed = System.nanoTime();
        return response;
    }

    @Override
    public void close() throws IOException {
        isReusable = false;
        socket.close();
    }
}
