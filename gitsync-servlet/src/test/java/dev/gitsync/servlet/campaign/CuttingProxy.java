package dev.gitsync.servlet.campaign;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Stands between a mirror and its remote, and cuts the connection that a test names. */
final class CuttingProxy implements AutoCloseable {
    private static final byte[] REPORT = "unpack ok".getBytes(StandardCharsets.US_ASCII);
    private static final int BUFFER_BYTES = 16 << 10;

    private final ServerSocket server;
    private final int target;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger cuts = new AtomicInteger();
    private @Nullable Cut armed;
    private int connectionsLeft;

    /** Where a connection is cut. */
    enum Place {
        /** On the way to the remote. */
        REQUEST,
        /** On the way back. */
        ANSWER,
        /** After the remote has executed a push, before the first byte of its report. */
        REPORT
    }

    /**
     * A cut.
     *
     * @param bytes how many bytes pass in this direction
     */
    record Cut(Place place, long bytes) {}

    /** Passes everything on to a port of the loopback address. */
    CuttingProxy(int target) throws IOException {
        this.target = target;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Cuts the {@code nth} connection from now on, 1 for the next; a {@link Place#REPORT} in any connection. */
    synchronized void arm(int nth, Cut cut) {
        armed = cut;
        connectionsLeft = nth;
    }

    /** Forgets a cut that did not happen yet. */
    synchronized void calm() {
        armed = null;
    }

    /** How many connections were cut. */
    int cuts() {
        return cuts.get();
    }

    private synchronized @Nullable Cut next() {
        if (armed == null || (armed.place() != Place.REPORT && --connectionsLeft != 0)) {
            return null;
        }
        Cut cut = armed;
        if (cut.place() != Place.REPORT) {
            armed = null;
        }
        return cut;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket remote = new Socket(InetAddress.getLoopbackAddress(), target)) {
            Cut cut = next();
            Pair pair = new Pair(client, remote);
            threads.execute(() -> pair.copy(client, remote, cut, Place.REQUEST));
            pair.copy(remote, client, cut, Place.ANSWER);
        } catch (IOException e) {
            // The client sees that it has no connection.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }

    /** Both ends of a connection. */
    private final class Pair {
        private final Socket client;
        private final Socket remote;

        Pair(Socket client, Socket remote) {
            this.client = client;
            this.remote = remote;
        }

        /** Copies one direction until it ends or is cut. */
        void copy(Socket from, Socket to, @Nullable Cut cut, Place direction) {
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                byte[] buffer = new byte[BUFFER_BYTES];
                long passed = 0;
                for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                    if (cut != null && isCut(cut, direction, passed + length, buffer, length)) {
                        if (cut.place() == direction) {
                            out.write(buffer, 0, (int) (cut.bytes() - passed));
                        }
                        cuts.incrementAndGet();
                        close();
                        return;
                    }
                    out.write(buffer, 0, length);
                    passed += length;
                }
                to.shutdownOutput();
            } catch (IOException e) {
                close();
            }
        }

        private boolean isCut(Cut cut, Place direction, long total, byte[] buffer, int length) {
            return cut.place() == Place.REPORT
                    ? direction == Place.ANSWER && contains(buffer, length)
                    : cut.place() == direction && total > cut.bytes();
        }

        private static boolean contains(byte[] buffer, int length) {
            return new String(buffer, 0, length, StandardCharsets.ISO_8859_1)
                    .contains(new String(REPORT, StandardCharsets.ISO_8859_1));
        }

        private void close() {
            try {
                client.close();
            } catch (IOException e) {
                // It is closed.
            }
            try {
                remote.close();
            } catch (IOException e) {
                // It is closed.
            }
        }
    }
}
