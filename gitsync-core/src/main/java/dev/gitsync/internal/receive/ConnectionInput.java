package dev.gitsync.internal.receive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The input from a client. Records whether reading failed, so that a broken connection is not reported as an invalid pack. After {@link
 * #watch}, each read can throw the exception of the watcher.
 */
final class ConnectionInput extends FilterInputStream {
    private static final int BUFFER = 8192;

    private static final int NONE = -1;

    private @Nullable IOException failure;
    /** An octet that was read ahead of the caller. */
    private int ahead = NONE;

    private Watcher watcher = (bytes, from, length) -> {};

    /** Receives the bytes before the reader does. */
    interface Watcher {
        void saw(byte[] bytes, int from, int length) throws IOException;
    }

    ConnectionInput(InputStream connection) {
        super(connection);
    }

    /** Passes all bytes read from now on to {@code next}. */
    void watch(Watcher next) {
        watcher = next;
    }

    /** Rethrows the exception that reading has thrown, if any. */
    void throwFailure() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    /** Reads and discards up to {@code most} bytes, or up to the end of the input. */
    void discard(long most) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long left = most;
        for (int n = read(buffer); n >= 0 && left > 0; n = read(buffer)) {
            left -= n;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int n;
        if (ahead == NONE) {
            n = receive(buffer, offset, length);
        } else {
            buffer[offset] = (byte) ahead;
            ahead = NONE;
            n = 1;
        }
        if (n > 0) {
            watcher.saw(buffer, offset, n);
        }
        return n;
    }

    /**
     * Waits for the next octet instead of returning 0. At its size limit JGit treats 0 as the end of the pack, and would report an
     * oversized pack that arrives slowly as truncated.
     */
    @Override
    public int available() throws IOException {
        if (ahead == NONE && in.available() == 0) {
            byte[] one = new byte[1];
            if (receive(one, 0, 1) < 0) {
                return 0;
            }
            ahead = one[0] & 0xff;
        }
        return ahead == NONE ? in.available() : 1 + in.available();
    }

    private int receive(byte[] buffer, int offset, int length) throws IOException {
        try {
            return in.read(buffer, offset, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }
}
