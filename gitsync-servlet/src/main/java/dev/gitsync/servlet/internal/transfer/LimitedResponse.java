package dev.gitsync.servlet.internal.transfer;

import dev.gitsync.internal.server.transfer.TransferLimit;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;

/** A response that fails if the client takes too long to read it or reads too slowly. */
public final class LimitedResponse extends HttpServletResponseWrapper {
    private final TransferLimit limit;

    public LimitedResponse(HttpServletResponse response, TransferLimit limit) {
        super(response);
        this.limit = limit;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        return new Output(super.getOutputStream(), limit);
    }

    private static final class Output extends BlockingOutput {
        private final TransferLimit limit;

        Output(ServletOutputStream out, TransferLimit limit) {
            super(out);
            this.limit = limit;
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            limit.begin();
            super.write(buffer, offset, length);
            limit.end(length);
        }

        /** Containers buffer, so this can be the only place where a slow client makes the server wait. */
        @Override
        public void flush() throws IOException {
            limit.begin();
            super.flush();
            limit.end(0);
        }
    }
}
