package dev.gitsync.internal.mirror.remote.wire;

import dev.gitsync.mirror.MirrorReport.Outcome;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The streams of a connection, whose reads and writes end: after the idle timeout, and at the deadline however slowly bytes come. A
 * connection that is too late is closed.
 */
public final class LimitedStreams {
    private final String host;
    private final ConnectionLimits limits;
    private final Watchdog watchdog;
    private final Closeable connection;
    private volatile boolean isLate;

    /** Creates limited streams of a connection to {@code host}. */
    public LimitedStreams(String host, ConnectionLimits limits, Watchdog watchdog, Closeable connection) {
        this.host = host;
        this.limits = limits;
        this.watchdog = watchdog;
        this.connection = connection;
    }

    /** An operation that blocks. */
    private interface Operation {
        int run() throws IOException;
    }

    private int run(Operation operation) throws IOException {
        long left = limits.deadline().millisLeft();
        if (left <= 0) {
            throw late(null);
        }
        Future<?> watch = watchdog.closeAfter(Math.min(left, limits.idle().toMillis()), this::closeLate);
        try {
            int result = operation.run();
            if (isLate) {
                throw late(null);
            }
            return result;
        } catch (IOException e) {
            throw isLate ? late(e) : e;
        } finally {
            watch.cancel(false);
        }
    }

    private void closeLate() throws IOException {
        isLate = true;
        connection.close();
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

    /** Returns {@code stream} with limits. */
    public InputStream limited(InputStream stream) {
        return new FilterInputStream(stream) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                return run(() -> in.read(into, from, length));
            }
        };
    }

    /** Returns {@code stream} with limits. */
    public OutputStream limited(OutputStream stream) {
        return new FilterOutputStream(stream) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                run(() -> {
                    out.write(bytes, from, length);
                    return length;
                });
            }

            @Override
            public void flush() throws IOException {
                run(() -> {
                    out.flush();
                    return 0;
                });
            }
        };
    }
}
