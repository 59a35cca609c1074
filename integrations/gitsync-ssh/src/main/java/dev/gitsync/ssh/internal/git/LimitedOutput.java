package dev.gitsync.ssh.internal.git;

import dev.gitsync.internal.server.transfer.TransferLimit;
import java.io.IOException;
import java.io.OutputStream;

/** What the server sends, with failures if the client takes too long to read it or reads too slowly. For one thread. */
final class LimitedOutput extends OutputStream {
    private final OutputStream out;
    private final TransferLimit limit;

    LimitedOutput(OutputStream out, TransferLimit limit) {
        this.out = out;
        this.limit = limit;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        limit.begin();
        out.write(buffer, offset, length);
        limit.end(length);
    }

    @Override
    public void flush() throws IOException {
        limit.begin();
        out.flush();
        limit.end(0);
    }
}
