package dev.gitsync.internal.mirror.remote.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Sends the content of a request with its length if it is at most 1 MiB, as git does, and in chunks otherwise. */
final class RequestBody extends OutputStream {
    private static final int MAX_WHOLE = 1 << 20;
    private static final byte[] LINE_END = {'\r', '\n'};

    private final Head head;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private @Nullable OutputStream chunks;

    /** Sends the head of the request. */
    interface Head {
        /** Sends the head with one more header, and returns the stream for what follows. */
        OutputStream send(String header) throws IOException;
    }

    RequestBody(Head head) {
        this.head = head;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        waiting.write(bytes, from, length);
        if (waiting.size() > MAX_WHOLE || (chunks != null && waiting.size() > MAX_WHOLE >> 4)) {
            chunk();
        }
    }

    private void chunk() throws IOException {
        if (chunks == null) {
            chunks = head.send("Transfer-Encoding: chunked\r\n");
        }
        chunks.write((Integer.toHexString(waiting.size()) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        waiting.writeTo(chunks);
        chunks.write(LINE_END);
        waiting.reset();
    }

    /** Sends what is left. */
    void end() throws IOException {
        if (chunks == null) {
            OutputStream out = head.send("Content-Length: " + waiting.size() + "\r\n");
            waiting.writeTo(out);
            out.flush();
            return;
        }
        if (waiting.size() > 0) {
            chunk();
        }
        chunks.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        chunks.flush();
    }
}
