package dev.gitsync.internal.mirror.remote.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** A socket with {@link LimitedStreams}. TLS runs on top of it, so that the limits hold for its handshake and records as well. */
final class LimitedSocket extends Socket {
    private final LimitedStreams streams;

    LimitedSocket(String host, ConnectionLimits limits, Watchdog watchdog) {
        this.streams = new LimitedStreams(host, limits, watchdog, this);
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return streams.limited(super.getInputStream());
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return streams.limited(super.getOutputStream());
    }
}
