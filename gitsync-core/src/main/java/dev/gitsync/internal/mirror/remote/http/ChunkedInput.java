package dev.gitsync.internal.mirror.remote.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;

/** The content of a response that is sent in chunks. Fails if the connection ends before the last one. */
final class ChunkedInput extends InputStream {
    private static final int MAX_LINE = 1 << 10;
    private static final int MAX_DIGITS = 8;
    private static final int HEX = 16;
    private static final int END = -1;

    private final InputStream in;
    private SizedInput chunk = new SizedInput(InputStream.nullInputStream(), 0);
    private boolean isStarted;
    private boolean isAtEnd;

    ChunkedInput(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? END : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        while (!isAtEnd) {
            int read = chunk.read(into, from, length);
            if (read >= 0) {
                return read;
            }
            next();
        }
        return END;
    }

    private void next() throws IOException {
        if (isStarted && !line().isEmpty()) {
            throw new ProtocolException("a chunk is longer than announced");
        }
        isStarted = true;
        String digits = line().split(";", 2)[0].strip();
        if (!digits.matches("[0-9a-fA-F]{1," + MAX_DIGITS + "}")) {
            throw new ProtocolException("a chunk has no valid length");
        }
        long size = Long.parseLong(digits, HEX);
        if (size > 0) {
            chunk = new SizedInput(in, size);
            return;
        }
        for (int trailers = 0; !line().isEmpty(); trailers++) {
            if (trailers > MAX_DIGITS) {
                throw new ProtocolException("too many trailers");
            }
        }
        isAtEnd = true;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw SizedInput.cut();
            }
            if (line.length() > MAX_LINE) {
                throw new ProtocolException("a line between chunks is too long");
            }
            if (octet != '\r') {
                line.append((char) octet);
            }
        }
        return line.toString();
    }
}
