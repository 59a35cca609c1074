package dev.gitsync.tests;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.InMemoryRepositoryStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;

/**
 * In-memory repositories behind git over HTTP, within this JVM and without credentials. Cheaper than {@link
 * ApacheGit}, for tests that do not need the real git.
 */
public final class GitHttpServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Repository> repositories = new ConcurrentHashMap<>();

    /** Starts a server without repositories. */
    public GitHttpServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** Creates an empty repository. */
    public Repository create(String name) {
        Repository repository = new InMemoryRepositoryStore()
                .open(new Space(new SpaceId(name), name, name))
                .git();
        repositories.put("/" + name + ".git", repository);
        return repository;
    }

    /** Returns the URL of a repository. */
    public String url(String name) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name + ".git";
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            int end = path.indexOf(".git") + ".git".length();
            Repository repository = repositories.get(path.substring(0, end));
            if (repository == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            String service;
            if (path.substring(end).equals("/info/refs")) {
                service = exchange.getRequestURI().getQuery().replace("service=", "");
                advertise(exchange, repository, service, out);
                exchange.getResponseHeaders().add("Content-Type", "application/x-" + service + "-advertisement");
            } else {
                service = path.substring(end + 1);
                serve(exchange, repository, service, out);
                exchange.getResponseHeaders().add("Content-Type", "application/x-" + service + "-result");
            }
            exchange.sendResponseHeaders(200, out.size() == 0 ? -1 : out.size());
            out.writeTo(exchange.getResponseBody());
        } catch (RuntimeException e) {
            throw new IOException(e);
        }
    }

    private static UploadPack uploadPack(HttpExchange exchange, Repository repository) {
        UploadPack upload = new UploadPack(repository);
        upload.setBiDirectionalPipe(false);
        String version = exchange.getRequestHeaders().getFirst("Git-Protocol");
        if (version != null) {
            upload.setExtraParameters(List.of(version));
        }
        return upload;
    }

    private static ReceivePack receivePack(Repository repository) {
        ReceivePack receive = new ReceivePack(repository);
        receive.setBiDirectionalPipe(false);
        return receive;
    }

    private static void advertise(HttpExchange exchange, Repository repository, String service, OutputStream to)
            throws IOException {
        PacketLineOut out = new PacketLineOut(to);
        if (service.equals("git-upload-pack")) {
            uploadPack(exchange, repository).sendAdvertisedRefs(new PacketLineOutRefAdvertiser(out), service);
        } else {
            out.writeString("# service=" + service + "\n");
            out.end();
            receivePack(repository).sendAdvertisedRefs(new PacketLineOutRefAdvertiser(out));
        }
    }

    private static void serve(HttpExchange exchange, Repository repository, String service, OutputStream out)
            throws IOException {
        // The stream of the JDK's server blocks forever if it skips past its end, as JGit does.
        InputStream in = new ByteArrayInputStream(exchange.getRequestBody().readAllBytes());
        if (service.equals("git-upload-pack")) {
            uploadPack(exchange, repository).upload(in, out, null);
        } else {
            receivePack(repository).receive(in, out, null);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
