package dev.gitsync.servlet.internal.transfer;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/** Output of a response that a blocking thread writes, and that forwards to another output. */
abstract class BlockingOutput extends ServletOutputStream {
    private final ServletOutputStream out;

    BlockingOutput(ServletOutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
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
        throw new IllegalStateException("this response is written by a blocking thread");
    }
}
