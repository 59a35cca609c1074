package dev.gitsync.servlet.internal.transfer;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * A response whose writer never waits for the client while it holds a permit: the first {@value #PASS_THROUGH_BYTES} bytes, which fit into the
 * buffers of every connection, are passed through; the rest is buffered until {@link #release()}. For short responses.
 */
public final class BufferedResponse extends HttpServletResponseWrapper {
    private static final int PASS_THROUGH_BYTES = 8 << 10;

    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    private int passed;

    public BufferedResponse(HttpServletResponse response) {
        super(response);
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        return new Output(super.getOutputStream());
    }

    /** Discards the buffered bytes, too. */
    @Override
    public void reset() {
        super.reset();
        buffer.reset();
        passed = 0;
    }

    /** Sends the buffered bytes, after the permit was released. */
    public void release() throws IOException {
        if (buffer.size() > 0) {
            buffer.writeTo(super.getOutputStream());
            buffer.reset();
        }
    }

    private final class Output extends ServletOutputStream {
        private final ServletOutputStream out;

        Output(ServletOutputStream out) {
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

        @Override
        public void close() {
            // The owner of the response closes it after release.
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException("this response is written by a blocking thread");
        }
    }
}
