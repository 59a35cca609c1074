package dev.gitsync.internal.mirror.remote.wire;

import dev.gitsync.mirror.MirrorReport.Outcome;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A socket whose reads and writes end: after the idle timeout, and at the deadline however slowly bytes come. TLS runs on top of it, so
 * that the limits hold for its handshake and records as well.
 */
final class LimitedSocket extends Socket {
    private final String host;
    private final ConnectionLimits limits;
    private final Watchdog watchdog;

    LimitedSocket(String host, ConnectionLimits limits, Watchdog watchdog) {
        this.host = host;
        this.limits = limits;
        this.watchdog = watchdog;
    }

    /** Returns how long the next operation may take, in milliseconds. */
    private int millis() throws WireException {
        long left = limits.deadline().millisLeft();
        if (left <= 0) {
            throw late(null);
        }
        return (int) Math.min(left, limits.idle().toMillis());
    }

    private WireException late(@Nullable Throwable cause) {
        String sentence = limits.deadline().millisLeft() <= 0
                ? "The remote at " + host + " was too slow: the run did not end within "
                        + limits.deadline().time().toSeconds()
                        + " s (GIT_SYNC_MIRROR_DEADLINE_MS). gitsync tries again."
                : "The remote at " + host + " did not answer for "
                        + limits.idle().toMillis() + " ms (GIT_SYNC_MIRROR_IDLE_TIMEOUT_MS). gitsync tries again.";
        return new WireException(Outcome.UNREACHABLE, sentence, List.of(), cause);
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                setSoTimeout(millis());
                try {
                    return super.read(into, from, length);
                } catch (SocketTimeoutException e) {
                    throw late(e);
                }
            }
        };
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                Future<?> watch = watchdog.closeAfter(millis(), LimitedSocket.this);
                try {
                    out.write(bytes, from, length);
                } catch (IOException e) {
                    throw watch.isDone() ? late(e) : e;
                } finally {
                    watch.cancel(false);
                }
            }
        };
    }
}
