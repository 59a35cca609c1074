package dev.gitsync.internal.mirror.remote.wire;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A connection to a remote that git's protocol runs on. Not safe for use by several threads. */
public interface Wire extends Closeable {
    /** Starts a service, for which protocol version 2 is requested if it reads; returns what the remote advertises. */
    InputStream start(RemoteService service) throws IOException;

    /** Sends a request to the service that was started last, and returns the answer. */
    InputStream call(Request request) throws IOException;

    /** Ends the connection. Never throws. */
    @Override
    void close();

    /** Writes a request. */
    @FunctionalInterface
    interface Request {
        /** Writes the request; does not close {@code out}. */
        void writeTo(OutputStream out) throws IOException;
    }
}
