package dev.gitsync.servlet.internal.wire;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * A response whose reader can't stop its writer, while that holds something scarce: the first {@value #PASSED_ON} bytes, which every
 * connection has room for, are passed on, and what follows is kept until {@link #release()}. For answers that are short.
 */
public final class HeldResponse extends HttpServletResponseWrapper {
    private static final int PASSED_ON = 8 << 10;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private int passedOn;

    public HeldResponse(HttpServletResponse response) {
        super(response);
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        return new Output(super.getOutputStream());
    }

    /** Throws away what was kept as well. */
    @Override
    public void reset() {
        super.reset();
        kept.reset();
        passedOn = 0;
    }

    /** Sends what was kept, now that the writer may wait. */
    public void release() throws IOException {
        if (kept.size() > 0) {
            kept.writeTo(super.getOutputStream());
            kept.reset();
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
        public void write(byte[] buffer, int offset, int length) throws IOException {
            int now = kept.size() > 0 ? 0 : Math.min(length, PASSED_ON - passedOn);
            if (now > 0) {
                out.write(buffer, offset, now);
                passedOn += now;
            }
            kept.write(buffer, offset + now, length - now);
        }

        @Override
        public void flush() throws IOException {
            if (kept.size() == 0) {
                out.flush();
            }
        }

        @Override
        public void close() {
            // Whoever has the response closes it, after release.
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException("this response is written by one thread that waits");
        }
    }
}
