package dev.gitsync.servlet.internal.transfer;

import dev.gitsync.internal.server.concurrency.PausablePermit;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;

/** A response that releases the processor of its writer while the client reads. */
public final class PermitReleasingResponse extends HttpServletResponseWrapper {
    private final PausablePermit share;

    public PermitReleasingResponse(HttpServletResponse response, PausablePermit share) {
        super(response);
        this.share = share;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        return new Output(super.getOutputStream(), share);
    }

    /** Releases the processor for good: only an error response follows. */
    @Override
    public void reset() {
        super.reset();
        share.close();
    }

    private static final class Output extends BlockingOutput {
        private final PausablePermit share;

        Output(ServletOutputStream out, PausablePermit share) {
            super(out);
            this.share = share;
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            share.pause();
            super.write(buffer, offset, length);
            share.resume();
        }

        @Override
        public void flush() throws IOException {
            share.pause();
            super.flush();
            share.resume();
        }

        @Override
        public void close() throws IOException {
            share.pause();
            super.close();
        }
    }
}
