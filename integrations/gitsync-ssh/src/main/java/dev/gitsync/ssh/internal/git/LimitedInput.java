package dev.gitsync.ssh.internal.git;

import dev.gitsync.internal.server.transfer.Deadline;
import dev.gitsync.internal.server.transfer.TransferLimit;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jgit.transport.PacketLineIn.InputOverLimitIOException;

/** What a client sends, with failures if it is too long or arrives too slowly. For one thread. */
final class LimitedInput extends FilterInputStream {
    private final TransferLimit limit;
    private long remaining;
    private boolean isRateChecked;

    /** Limits {@code in}. The rate is checked from {@link #checkRate()} on: before, git may compute what it sends. */
    LimitedInput(InputStream in, long maxBytes, TransferLimit limit) {
        super(in);
        this.remaining = maxBytes;
        this.limit = limit;
    }

    void checkRate() {
        isRateChecked = true;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        boolean isChecked = isRateChecked;
        limit.begin();
        int n;
        try {
            n = in.read(buffer, offset, length);
        } catch (IOException e) {
            throw new ClientGoneException(e);
        }
        if (n >= 0 && isChecked) {
            limit.end(n);
        }
        remaining -= Math.max(n, 0);
        if (remaining < 0) {
            throw new InputOverLimitIOException();
        }
        return n;
    }

    /** The client has disconnected or ended its input too early. */
    static final class ClientGoneException extends IOException {
        private static final long serialVersionUID = 1L;

        ClientGoneException(Throwable cause) {
            super("the client has disconnected", cause);
        }
    }

    /** Returns whether a client caused {@code failure} by being too slow. */
    static boolean isTooSlow(Throwable failure) {
        return failure instanceof Deadline.TooSlowException;
    }
}
