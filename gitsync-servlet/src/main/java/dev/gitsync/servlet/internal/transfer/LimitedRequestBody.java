package dev.gitsync.servlet.internal.transfer;

import dev.gitsync.internal.server.transfer.Deadline;
import dev.gitsync.internal.server.transfer.TransferLimit;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.EOFException;
import java.io.IOException;
import org.eclipse.jgit.transport.PacketLineIn.InputOverLimitIOException;

/** A request body, before it is inflated, that fails if it is too long or arrives too slowly. */
public final class LimitedRequestBody extends ServletInputStream {
    private final ServletInputStream body;
    private final TransferLimit limit;
    private long remaining;

    public LimitedRequestBody(ServletInputStream body, long maxBytes, TransferLimit limit) {
        this.body = body;
        this.remaining = maxBytes;
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        limit.begin();
        try {
            int octet = body.read();
            count(octet < 0 ? -1 : 1);
            return octet;
        } catch (IOException | RuntimeException e) {
            throw clientFailure(e);
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        limit.begin();
        try {
            int n = body.read(buffer, offset, length);
            count(n);
            return n;
        } catch (IOException | RuntimeException e) {
            throw clientFailure(e);
        }
    }

    /** Returns the exception for a failed read, which is caused by the client or the network. */
    private static IOException clientFailure(Exception failure) {
        return failure instanceof Deadline.TooSlowException || failure instanceof InputOverLimitIOException
                ? (IOException) failure
                : new IncompleteBodyException(failure);
    }

    /** Counts the bytes read; -1 at the end, when the rate no longer matters. */
    private void count(int n) throws IOException {
        if (n >= 0) {
            limit.end(n);
        }
        remaining -= Math.max(n, 0);
        if (remaining < 0) {
            throw new InputOverLimitIOException();
        }
    }

    /** The body was not received to its end. */
    public static final class IncompleteBodyException extends EOFException {
        private static final long serialVersionUID = 1L;

        IncompleteBodyException(Exception cause) {
            super("the body of the request broke off: " + cause.getMessage());
            initCause(cause);
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
        throw new IllegalStateException("this request is read by a blocking thread");
    }
}
