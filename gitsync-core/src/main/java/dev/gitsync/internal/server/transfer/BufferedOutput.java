package dev.gitsync.internal.server.transfer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Output whose writer never waits for the client while it holds a permit: the first {@value #PASS_THROUGH_BYTES} bytes, which fit into the buffers
 * of every connection, are passed through; the rest is buffered until {@link #release()}. For short responses.
 */
public final class BufferedOutput extends OutputStream {
    private static final int PASS_THROUGH_BYTES = 8 << 10;

    private final OutputStream out;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    private int passed;

    /** Creates an output that passes bytes to {@code out}, and never closes it. */
    public BufferedOutput(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int now = buffer.size() > 0 ? 0 : Math.min(length, PASS_THROUGH_BYTES - passed);
        if (now > 0) {
            out.write(bytes, offset, now);
            passed += now;
        }
        buffer.write(bytes, offset + now, length - now);
    }

    @Override
    public void flush() throws IOException {
        if (buffer.size() == 0) {
            out.flush();
        }
    }

    /** Discards the buffered bytes. */
    public void discard() {
        buffer.reset();
        passed = 0;
    }

    /** Passes on the buffered bytes, after the permit was released. */
    public void release() throws IOException {
        if (buffer.size() > 0) {
            buffer.writeTo(out);
            buffer.reset();
        }
    }

    /** Does nothing: the owner of the output closes it after {@link #release()}. */
    @Override
    public void close() {}
}
