package dev.gitsync.servlet;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import org.eclipse.jgit.transport.PacketLineIn.InputOverLimitIOException;

/** The body of a request as far as it is neither too long nor too slow; before it is inflated. */
final class GuardedInput extends ServletInputStream {
    private final ServletInputStream body;
    private final Deadline deadline;
    private long left;

    GuardedInput(ServletInputStream body, long maxBytes, Deadline deadline) {
        this.body = body;
        this.left = maxBytes;
        this.deadline = deadline;
    }

    @Override
    public int read() throws IOException {
        deadline.check();
        int octet = body.read();
        count(octet < 0 ? 0 : 1);
        return octet;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        deadline.check();
        int n = body.read(buffer, offset, length);
        count(n);
        return n;
    }

    private void count(int n) throws InputOverLimitIOException {
        left -= Math.max(n, 0);
        if (left < 0) {
            throw new InputOverLimitIOException();
        }
    }

    @Override
    public boolean isFinished() {
        return body.isFinished();
    }

    @Override
    public boolean isReady() {
        return body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
        throw new IllegalStateException("this request is read by one thread that waits");
    }
}
