package dev.gitsync.tests.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** One HTTP request with exactly the given bytes: nothing is normalised, encoded or added. */
public final class RawHttp {
    private final int port;
    private final String firstLine;
    private final List<String> headers;
    private final byte[] body;
    private final int maxWait;

    private RawHttp(int port, String firstLine, List<String> headers, byte[] body, int maxWait) {
        this.port = port;
        this.firstLine = firstLine;
        this.headers = headers;
        this.body = body;
        this.maxWait = maxWait;
    }

    /** Returns a request without headers other than {@code Host} and {@code Connection: close}. */
    public static RawHttp to(URI server, String method, String target) {
        return new RawHttp(server.getPort(), method + " " + target + " HTTP/1.1", List.of(), new byte[0], 30_000);
    }

    /** Adds a header. */
    public RawHttp header(String name, String value) {
        List<String> more = new ArrayList<>(headers);
        more.add(name + ": " + value);
        return new RawHttp(port, firstLine, List.copyOf(more), body, maxWait);
    }

    /** Adds the credentials of a user. */
    public RawHttp as(String user, String password) {
        String token = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        return header("Authorization", "Basic " + token);
    }

    /** Adds a body with its type and length. */
    public RawHttp body(String type, byte[] content) {
        RawHttp typed = header("Content-Type", type).header("Content-Length", Integer.toString(content.length));
        return new RawHttp(port, firstLine, typed.headers, content, maxWait);
    }

    /** Sets the read timeout in milliseconds; the default is 30,000. */
    public RawHttp within(int millis) {
        return new RawHttp(port, firstLine, headers, body, millis);
    }

    /** Sends the request and reads until the server closes the connection. */
    public Response send() {
        return send(false);
    }

    /**
     * Sends the request, closes the output, and reads until the server closes the connection. After its answer, a
     * container may wait for the rest of a body to discard it.
     */
    public Response sendAndNoMore() {
        return send(true);
    }

    /** Sends the request and then {@code slow}, one byte every {@code everyMillis} milliseconds until the server answers. */
    public Response drip(byte[] slow, int everyMillis) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            PushbackInputStream in = new PushbackInputStream(socket.getInputStream());
            socket.setSoTimeout(everyMillis);
            OutputStream out = socket.getOutputStream();
            out.write(header("Content-Length", Integer.toString(slow.length))
                    .head()
                    .getBytes(StandardCharsets.ISO_8859_1));
            for (int i = 0; i < slow.length && !hasMore(in); i++) {
                out.write(slow, i, 1);
            }
            socket.shutdownOutput();
            socket.setSoTimeout(maxWait);
            return Response.parse(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(firstLine, e);
        }
    }

    /** Waits for the first byte of an answer, up to the timeout of the socket. */
    private static boolean hasMore(PushbackInputStream in) throws IOException {
        try {
            int first = in.read();
            if (first >= 0) {
                in.unread(first);
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    /** Sends only the head of the request, and returns the open connection. */
    public Socket open() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream().write(head().getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    /** Returns the total length of the names and values of all headers. */
    public int headerChars() {
        return head().lines()
                .skip(1)
                .filter(line -> !line.isEmpty())
                .mapToInt(line -> line.length() - ": ".length())
                .sum();
    }

    private String head() {
        return firstLine + "\r\nHost: localhost\r\nConnection: close\r\n"
                + String.join("", headers.stream().map(h -> h + "\r\n").toList()) + "\r\n";
    }

    private Response send(boolean endsHere) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(maxWait);
            String head = head();
            ByteArrayOutputStream request = new ByteArrayOutputStream();
            request.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
            request.writeBytes(body);
            socket.getOutputStream().write(request.toByteArray());
            if (endsHere) {
                socket.shutdownOutput();
            }
            return Response.parse(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(firstLine, e);
        }
    }

    /** A response. The body is Latin-1, and a chunked body keeps its chunk headers. */
    public record Response(String statusLine, List<String> headers, String body) {
        /** Parses a whole response. */
        public static Response parse(String text) {
            int end = text.indexOf("\r\n\r\n");
            List<String> head = Arrays.asList(text.substring(0, end).split("\r\n", -1));
            return new Response(head.get(0), List.copyOf(head.subList(1, head.size())), text.substring(end + 4));
        }

        /** Returns the status code. */
        public int status() {
            return Integer.parseInt(statusLine.split(" ", -1)[1]);
        }

        /** Returns the value of the first header of that name, in any case. */
        public Optional<String> header(String name) {
            return headers.stream()
                    .filter(h -> h.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(h -> h.substring(name.length() + 1).strip())
                    .findFirst();
        }

        /** Returns all that must be equal for a secret resource and a missing one. */
        public String withoutDate() {
            return statusLine + "\n"
                    + headers.stream().filter(h -> !h.startsWith("Date:")).toList() + "\n" + body;
        }
    }
}
