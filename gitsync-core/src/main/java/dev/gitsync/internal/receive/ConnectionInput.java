package dev.gitsync.internal.receive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** What a client sends. Remembers whether it could be read, so that a broken connection is not taken for a broken pack. */
final class ConnectionInput extends FilterInputStream {
    private static final int BUFFER = 8192;

    private @Nullable IOException failure;

    ConnectionInput(InputStream connection) {
        super(connection);
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
        try {
            return super.read();
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            return super.read(buffer, offset, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }
}
