package dev.gitsync.internal.mirror.remote;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that answers as a script says, byte by byte. Each request has a connection of its own. */
final class FakeRemote implements AutoCloseable {
    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /** Answers a request. */
    interface Script {
        /** Writes an answer to {@code out}; the connection ends afterwards. */
        void answer(String head, InputStream in, OutputStream out) throws IOException;
    }

    FakeRemote(Script script) {
        try {
            server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(() -> accept(script));
    }

    /** A server that gives each request the same answer. */
    static FakeRemote answering(String answer) {
        return new FakeRemote((head, in, out) -> out.write(answer.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private void accept(Script script) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                threads.execute(() -> answer(socket, script));
            } catch (IOException e) {
                // It was closed.
            }
        }
    }

    private void answer(Socket socket, Script script) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            StringBuilder head = new StringBuilder();
            for (int octet = in.read(); octet >= 0; octet = in.read()) {
                head.append((char) octet);
                if (head.toString().endsWith("\r\n\r\n")) {
                    break;
                }
            }
            requests.add(head.toString());
            script.answer(head.toString(), in, socket.getOutputStream());
        } catch (IOException e) {
            // The client went away.
        }
    }

    /** Returns the heads of the requests so far. */
    List<String> requests() {
        return requests;
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/wiki.git";
    }

    int port() {
        return server.getLocalPort();
    }

    /** An answer with content of a type. */
    static String ok(String type, String content) {
        return "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: "
                + content.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + content;
    }

    /** An answer with a status and a text. */
    static String status(int status, String text) {
        return "HTTP/1.1 " + status + " Status\r\nContent-Type: text/plain\r\nContent-Length: " + text.length()
                + "\r\n\r\n" + text;
    }

    /** A packet with this text. */
    static String packet(String text) {
        return "%04x%s".formatted(text.length() + 4, text);
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
