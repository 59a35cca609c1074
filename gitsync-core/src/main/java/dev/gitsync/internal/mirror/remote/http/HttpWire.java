package dev.gitsync.internal.mirror.remote.http;

import dev.gitsync.internal.mirror.remote.wire.Connections;
import dev.gitsync.internal.mirror.remote.wire.RemoteService;
import dev.gitsync.internal.mirror.remote.wire.Wire;
import dev.gitsync.internal.mirror.remote.wire.WireException;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.mirror.RemoteCredentials.UserPassword;
import dev.gitsync.mirror.RemoteUrl;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Git over HTTP. The first request of a service may be redirected, up to three times, to another URL of a repository; each one is
 * connected to like the first. Credentials are sent with each request, but only to the host and port of the mirror's URL, and without
 * TLS only to addresses that the operator allowed.
 */
public final class HttpWire implements Wire {
    private static final int MAX_REDIRECTS = 3;
    private static final String AGENT = "git/gitsync";

    private final Connections connections;
    private final HttpTarget origin;
    private final Optional<UserPassword> credentials;
    private HttpTarget target;
    private RemoteService service = RemoteService.UPLOAD;
    private @Nullable HttpConnection connection;

    /** Creates a wire that connects when it is first used. */
    public HttpWire(Connections connections, RemoteUrl url, Optional<UserPassword> credentials) {
        this.connections = connections;
        this.origin = HttpTarget.of(URI.create(url.value()));
        this.target = origin;
        this.credentials = credentials;
    }

    @Override
    public InputStream start(RemoteService next) throws IOException {
        service = next;
        target = origin;
        HttpRefusals refusals = new HttpRefusals(target, service, credentials.isPresent());
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            HttpResponse response = send(it -> it.get(target.refs(service), headers()));
            if (!response.isRedirect()) {
                refusals.check(response, "application/x-" + service.command() + "-advertisement");
                return response.body();
            }
            target = new Redirect(target, service).to(response.header("location"));
        }
        throw new WireException(
                Outcome.NOT_FOUND,
                "The remote at " + origin.host() + " redirects more than " + MAX_REDIRECTS
                        + " times. Change the mirror to the URL at the end.");
    }

    @Override
    public InputStream call(Request request) throws IOException {
        Map<String, String> headers = headers();
        headers.put("Content-Type", "application/x-" + service.command() + "-request");
        headers.put("Accept", "application/x-" + service.command() + "-result");
        String path = target.rpc(service);
        HttpResponse response = service == RemoteService.RECEIVE
                ? new HttpPost(this::connected, path, headers).send(request)
                : send(it -> new HttpPost(() -> it, path, headers).send(request));
        new HttpRefusals(target, service, credentials.isPresent())
                .check(response, "application/x-" + service.command() + "-result");
        return response.body();
    }

    /** Sends one request. */
    private interface Exchange {
        HttpResponse over(HttpConnection connection) throws IOException;
    }

    /** Sends a request that only reads; once more if the server has meanwhile closed a connection that was used before. */
    private HttpResponse send(Exchange exchange) throws IOException {
        HttpConnection before = connection;
        if (before == null || !before.canTake(target)) {
            return exchange.over(connected());
        }
        try {
            return exchange.over(before);
        } catch (IOException e) {
            if (before.hasAnswered()) {
                throw e;
            }
            return exchange.over(connected());
        }
    }

    private HttpConnection connected() throws IOException {
        close();
        String host = target.host();
        boolean isPlain = credentials.isPresent() && !target.isSecure();
        Socket socket =
                isPlain ? connections.openUnencrypted(host, target.port()) : connections.open(host, target.port());
        try {
            connection = new HttpConnection(target, target.isSecure() ? secured(socket) : socket);
            return connection;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private Socket secured(Socket socket) throws IOException {
        return connections.secured(socket, target.host().replaceAll("[\\[\\]]", ""), target.port());
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", AGENT);
        headers.put("Accept", "*/*");
        headers.put("Pragma", "no-cache");
        if (service == RemoteService.UPLOAD) {
            headers.put("Git-Protocol", "version=2");
        }
        if (target.isSameOrigin(origin)) {
            credentials.ifPresent(found -> headers.put("Authorization", "Basic " + basic(found)));
        }
        return headers;
    }

    private static String basic(UserPassword found) {
        byte[] pair = (found.user() + ":" + found.secret()).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(pair);
    }

    @Override
    public void close() {
        if (connection != null) {
            try {
                connection.close();
            } catch (IOException e) {
                // It is not used any more.
            }
            connection = null;
        }
    }
}
