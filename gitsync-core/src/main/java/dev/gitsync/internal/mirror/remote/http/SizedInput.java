package dev.gitsync.internal.mirror.remote.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The content of a response whose length is known. Fails if the connection ends before. */
final class SizedInput extends InputStream {
    private final InputStream in;
    private long left;

    SizedInput(InputStream in, long length) {
        this.in = in;
        this.left = length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        int read = in.read(into, from, (int) Math.min(left, length));
        if (read < 0) {
            throw cut();
        }
        left -= read;
        return read;
    }

    /** Returns an exception for a connection that ended too early. */
    static EOFException cut() {
        return new EOFException("the connection ended in the middle of a response");
    }
}
