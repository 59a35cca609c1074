package dev.gitsync.servlet.internal.wire;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import org.eclipse.jgit.transport.PacketLineIn.InputOverLimitIOException;

/** The body of a request as far as it is neither too long nor too slow; before it is inflated. */
public final class GuardedInput extends ServletInputStream {
    private final ServletInputStream body;
    private final Deadline deadline;
    private final Pace pace;
    private long left;

    public GuardedInput(ServletInputStream body, long maxBytes, Deadline deadline, Pace pace) {
        this.body = body;
        this.left = maxBytes;
        this.deadline = deadline;
        this.pace = pace;
    }

    @Override
    public int read() throws IOException {
        deadline.check();
        pace.begin();
        int octet = body.read();
        count(octet < 0 ? -1 : 1);
        return octet;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        deadline.check();
        pace.begin();
        int n = body.read(buffer, offset, length);
        count(n);
        return n;
    }

    /** Counts what was read; fewer than none at the end, when nobody is slow any more. */
    private void count(int n) throws IOException {
        if (n >= 0) {
            pace.end(n);
        }
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
