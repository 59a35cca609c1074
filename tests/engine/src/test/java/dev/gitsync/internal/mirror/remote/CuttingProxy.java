package dev.gitsync.internal.mirror.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** Passes bytes on to a server, and closes all connections after so many of them. */
final class CuttingProxy implements AutoCloseable {
    private final int target;
    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile Cut cut = new Cut(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

    /** How many bytes may pass in each direction, until which number requests are read at all, and how many passed. */
    private record Cut(long toServer, long toClient, long stop, AtomicLong sent, AtomicLong received) {
        Cut(long toServer, long toClient, long stop) {
            this(toServer, toClient, stop, new AtomicLong(), new AtomicLong());
        }
    }

    CuttingProxy(String url) {
        target = URI.create(url).getPort();
        try {
            server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket there = new Socket(InetAddress.getByName("127.0.0.1"), target);
                Cut now = cut;
                threads.execute(() -> pass(client, there, now.sent, now.toServer, now.stop));
                threads.execute(() -> pass(there, client, now.received, now.toClient, Long.MAX_VALUE));
            } catch (IOException e) {
                // It was closed.
            }
        }
    }

    private static void pass(Socket from, Socket to, AtomicLong passed, long most, long stop) {
        boolean isStopped = false;
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                int room = (int) Math.min(read, most - passed.get());
                out.write(buffer, 0, room);
                passed.addAndGet(room);
                if (room < read) {
                    break;
                }
                if (passed.get() > stop) {
                    isStopped = true;
                    return;
                }
            }
        } catch (IOException e) {
            // One side went away.
        } finally {
            if (!isStopped) {
                close(from);
                close(to);
            }
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone.
        }
    }

    /** Cuts new connections after so many bytes to the server or to the client. */
    void cutAfter(long toServer, long toClient) {
        cut = new Cut(toServer, toClient, Long.MAX_VALUE);
    }

    /** Reads no more of requests after so many bytes, and keeps the connection. */
    void stopAfter(long bytes) {
        cut = new Cut(Long.MAX_VALUE, Long.MAX_VALUE, bytes);
    }

    /** Returns how many bytes went to the server since the last call of {@link #cutAfter}. */
    long sent() {
        return cut.sent.get();
    }

    /** Returns how many bytes went to the client since then. */
    long received() {
        return cut.received.get();
    }

    /** Returns the URL of a repository through this proxy. */
    String url(String name) {
        return "http://127.0.0.1:" + server.getLocalPort() + "/" + name + ".git";
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
