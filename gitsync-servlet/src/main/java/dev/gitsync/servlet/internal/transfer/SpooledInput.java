package dev.gitsync.servlet.internal.transfer;

import dev.gitsync.internal.server.transfer.SpooledBody;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;

/** A received request body as the input of a request. Reading it never waits for the client. */
public final class SpooledInput extends ServletInputStream {
    private final SpooledBody body;

    /** Creates an input that reads {@code body}, and does not close it. */
    public SpooledInput(SpooledBody body) {
        this.body = body;
    }

    @Override
    public int read() throws IOException {
        return body.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        return body.read(buffer, offset, length);
    }

    @Override
    public boolean isFinished() {
        return body.isFinished();
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
        throw new IllegalStateException("this request is read by a blocking thread");
    }
}
