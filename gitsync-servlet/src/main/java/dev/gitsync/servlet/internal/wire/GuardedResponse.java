package dev.gitsync.servlet.internal.wire;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;

/** A response whose reader may not take for ever. */
public final class GuardedResponse extends HttpServletResponseWrapper {
    private final Deadline deadline;

    public GuardedResponse(HttpServletResponse response, Deadline deadline) {
        super(response);
        this.deadline = deadline;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        return new Output(super.getOutputStream(), deadline);
    }

    private static final class Output extends ServletOutputStream {
        private final ServletOutputStream out;
        private final Deadline deadline;

        Output(ServletOutputStream out, Deadline deadline) {
            this.out = out;
            this.deadline = deadline;
        }

        @Override
        public void write(int octet) throws IOException {
            deadline.check();
            out.write(octet);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            deadline.check();
            out.write(buffer, offset, length);
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }

        @Override
        public boolean isReady() {
            return out.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException("this response is written by one thread that waits");
        }
    }
}
