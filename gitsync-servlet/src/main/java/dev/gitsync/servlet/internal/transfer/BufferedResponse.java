package dev.gitsync.servlet.internal.transfer;

import dev.gitsync.internal.server.transfer.BufferedOutput;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A response with a {@link BufferedOutput}, whose writer never waits for the client while it holds a permit. */
public final class BufferedResponse extends HttpServletResponseWrapper {
    private @Nullable BufferedOutput buffered;

    public BufferedResponse(HttpServletResponse response) {
        super(response);
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        BufferedOutput begun = buffered;
        if (begun == null) {
            begun = new BufferedOutput(super.getOutputStream());
            buffered = begun;
        }
        return new Output(begun);
    }

    /** Discards the buffered bytes, too. */
    @Override
    public void reset() {
        super.reset();
        if (buffered != null) {
            buffered.discard();
        }
    }

    /** Sends the buffered bytes, after the permit was released. */
    public void release() throws IOException {
        if (buffered != null) {
            buffered.release();
        }
    }

    private static final class Output extends ServletOutputStream {
        private final BufferedOutput out;

        Output(BufferedOutput out) {
            this.out = out;
        }

        @Override
        public void write(int octet) throws IOException {
            out.write(octet);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            out.flush();
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
