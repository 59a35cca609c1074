package dev.gitsync.internal.receive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * What a client sends. Remembers whether it could be read, so that a broken connection is not taken for a broken pack. Once it is
 * {@link #watch watched}, each read can end in the exception of the watcher.
 */
final class ConnectionInput extends FilterInputStream {
    private static final int BUFFER = 8192;

    private static final int NONE = -1;

    private @Nullable IOException failure;
    /** An octet that was read before anybody asked for it. */
    private int ahead = NONE;

    private Watcher watcher = (bytes, from, length) -> {};

    /** Sees what is read, before the reader does. */
    interface Watcher {
        void saw(byte[] bytes, int from, int length) throws IOException;
    }

    ConnectionInput(InputStream connection) {
        super(connection);
    }

    /** Shows {@code next} what is read from now on. */
    void watch(Watcher next) {
        watcher = next;
    }

    /** Throws what reading has thrown, if it has. */
    void throwFailure() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    /** Reads to the end, or so many bytes, and throws them away. */
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
     * Waits for the next octet rather than saying that there is none. At its limit JGit takes "none yet" for the end of the pack, and
     * would call a pack that is too large and comes slowly cut off.
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
