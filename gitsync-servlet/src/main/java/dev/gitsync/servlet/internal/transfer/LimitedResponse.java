package dev.gitsync.servlet.internal.transfer;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;

/** A response whose reader may neither take for ever nor read too slowly. */
public final class LimitedResponse extends HttpServletResponseWrapper {
    private final Deadline deadline;
    private final TransferRateCheck rate;

    public LimitedResponse(HttpServletResponse response, Deadline deadline, TransferRateCheck rate) {
        super(response);
        this.deadline = deadline;
        this.rate = rate;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        return new Output(super.getOutputStream(), deadline, rate);
    }

    private static final class Output extends ServletOutputStream {
        private final ServletOutputStream out;
        private final Deadline deadline;
        private final TransferRateCheck rate;

        Output(ServletOutputStream out, Deadline deadline, TransferRateCheck rate) {
            this.out = out;
            this.deadline = deadline;
            this.rate = rate;
        }

        @Override
        public void write(int octet) throws IOException {
            deadline.check();
            rate.begin();
            out.write(octet);
            rate.end(1);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            deadline.check();
            rate.begin();
            out.write(buffer, offset, length);
            rate.end(length);
        }

        /** Containers buffer: who reads slowly may be waited for here only. */
        @Override
        public void flush() throws IOException {
            deadline.check();
            rate.begin();
            out.flush();
            rate.end(0);
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
