package dev.gitsync.ssh.internal.git;

import dev.gitsync.internal.server.Refusal;
import dev.gitsync.internal.server.RequestLimiter;
import dev.gitsync.internal.server.concurrency.LimitKey;
import dev.gitsync.internal.server.concurrency.PausablePermit;
import dev.gitsync.internal.server.concurrency.Permit;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The permits of a fetch. It holds none while it waits for a request of the client, so that slow clients keep no permits from others, and only one for
 * the memory, not for a processor, while the client reads. For one thread.
 */
final class FetchPermits implements AutoCloseable {
    private final RequestLimiter limiter;
    private final LimitKey key;
    private @Nullable Permit memory;
    private @Nullable PausablePermit processor;

    FetchPermits(RequestLimiter limiter, LimitKey key) {
        this.limiter = limiter;
        this.key = key;
    }

    /** Returns {@code in}, which releases the permits while it waits for the client. */
    InputStream releasedWhileReading(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                if (in.available() <= 0) {
                    release();
                }
                int n = in.read(buffer, offset, length);
                if (n > 0) {
                    acquire();
                }
                return n;
            }

            @Override
            public void close() {
                release();
            }
        };
    }

    /** Returns {@code out}, which releases the processor while it waits for the client. */
    OutputStream pausedWhileWriting(OutputStream out) {
        return new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] buffer, int offset, int length) throws IOException {
                pause();
                out.write(buffer, offset, length);
                resume();
            }

            @Override
            public void flush() throws IOException {
                pause();
                out.flush();
                resume();
            }
        };
    }

    private void acquire() throws IOException {
        if (memory == null) {
            memory = required(limiter.acquireFetch(key, waited -> true));
            processor = required(limiter.acquireProcessor(key.user()));
        }
    }

    private static <T> T required(Optional<T> permit) throws RefusedException {
        return permit.orElseThrow(() -> new RefusedException(Refusal.SERVER_BUSY));
    }

    private void pause() {
        if (processor != null) {
            processor.pause();
        }
    }

    private void resume() throws IOException {
        if (processor != null) {
            processor.resume();
        }
    }

    /** Releases the permits; the next request of the client acquires new ones. */
    void release() {
        if (processor != null) {
            processor.close();
        }
        if (memory != null) {
            memory.close();
        }
        processor = null;
        memory = null;
    }

    @Override
    public void close() {
        release();
    }
}
