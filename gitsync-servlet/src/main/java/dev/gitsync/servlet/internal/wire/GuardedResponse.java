package dev.gitsync.servlet.internal.wire;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;

/** A response whose reader may neither take for ever nor read too slowly. */
public final class GuardedResponse extends HttpServletResponseWrapper {
    private final Deadline deadline;
    private final Pace pace;

    public GuardedResponse(HttpServletResponse response, Deadline deadline, Pace pace) {
        super(response);
        this.deadline = deadline;
        this.pace = pace;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        return new Output(super.getOutputStream(), deadline, pace);
    }

    private static final class Output extends ServletOutputStream {
        private final ServletOutputStream out;
        private final Deadline deadline;
        private final Pace pace;

        Output(ServletOutputStream out, Deadline deadline, Pace pace) {
            this.out = out;
            this.deadline = deadline;
            this.pace = pace;
        }

        @Override
        public void write(int octet) throws IOException {
            deadline.check();
            pace.begin();
            out.write(octet);
            pace.end(1);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            deadline.check();
            pace.begin();
            out.write(buffer, offset, length);
            pace.end(length);
        }

        /** Containers buffer: who reads slowly may be waited for here only. */
        @Override
        public void flush() throws IOException {
            deadline.check();
            pace.begin();
            out.flush();
            pace.end(0);
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
