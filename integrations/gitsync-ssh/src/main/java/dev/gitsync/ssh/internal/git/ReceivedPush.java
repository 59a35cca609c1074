package dev.gitsync.ssh.internal.git;

import dev.gitsync.internal.server.transfer.BodySpool;
import dev.gitsync.internal.server.transfer.SpooledBody;
import dev.gitsync.push.PushPreview;
import dev.gitsync.ssh.internal.git.LimitedInput.ClientGoneException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.eclipse.jgit.transport.SideBandOutputStream;
import org.jspecify.annotations.Nullable;

/** A push while it arrives over a connection, and afterwards. For one thread. */
final class ReceivedPush implements AutoCloseable {
    private static final int BUFFER = 16 << 10;

    private final LimitedInput in;
    private final PushPreview preview;
    private final PushEnd end = new PushEnd();
    private @Nullable SpooledBody body;

    /** Creates a push that {@code preview} may refuse before it is complete. */
    ReceivedPush(LimitedInput in, PushPreview preview) {
        this.in = in;
        this.preview = preview;
    }

    /**
     * Receives the push, or as much of it as is needed to refuse it. Returns false if the client has sent no command, since it had nothing to push.
     *
     * @throws ClientGoneException if the client disconnects before the push is complete
     */
    boolean receive(BodySpool spool, String user) throws IOException {
        body = spool.receive(new UntilEnd(), user, preview::isRefused);
        return body.length() > HEADER_OF_NOTHING;
    }

    /** A flush packet, or nothing. */
    private static final int HEADER_OF_NOTHING = 4;

    SpooledBody body() {
        return Objects.requireNonNull(body, "receive it first");
    }

    /**
     * Refuses the push as a whole, in the form that the client expects from here on: on the sideband if it has announced that it reads it, as an error
     * packet otherwise.
     */
    void refuse(String message, OutputStream out) throws IOException {
        if (end.hasSideband()) {
            SideBandOutputStream band =
                    new SideBandOutputStream(SideBandOutputStream.CH_ERROR, SideBandOutputStream.MAX_BUF, out);
            band.write((message + "\n").getBytes(StandardCharsets.UTF_8));
            band.flush();
            out.flush();
        } else {
            FetchService.sendError(message, out);
        }
    }

    /** Reads the rest of a push whose report was sent, so that the client can read the report. */
    void discardRest() throws IOException {
        byte[] buffer = new byte[BUFFER];
        InputStream rest = new UntilEnd();
        while (rest.read(buffer) >= 0) {
            // Discard it.
        }
    }

    @Override
    public void close() throws IOException {
        end.close();
        preview.close();
        if (body != null) {
            body.close();
        }
    }

    /** Ends where the push ends. */
    private final class UntilEnd extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (end.isReached()) {
                return -1;
            }
            int n = in.read(buffer, offset, length);
            if (n < 0 && end.isAtBegin()) {
                return -1;
            } else if (n < 0) {
                throw new ClientGoneException(new EOFException("the push is incomplete"));
            }
            int read = end.accept(buffer, offset, n);
            if (end.isInPack()) {
                in.checkRate();
            }
            return read;
        }
    }
}
