package dev.gitsync.servlet;

import dev.gitsync.GitSync;
import dev.gitsync.access.Access;
import dev.gitsync.access.WikiUser;
import dev.gitsync.limits.ServerLimits;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.FileRepositoryStore;
import dev.gitsync.servlet.identity.BasicAuthenticator;
import dev.gitsync.testkit.InMemoryPageStore;
import dev.gitsync.testkit.WikiEditor;
import dev.gitsync.tests.http.RawHttp;
import dev.gitsync.tests.store.InMemorySpaceDirectory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A server in its own JVM with a heap of 256 MiB, which exits if the heap is exhausted. Its space {@code docs} has one
 * page, and its repositories are on disk. It uses the default limits, except for the time that a push waits for the
 * lease. Every user with the password may push.
 */
final class SmallHeapServer implements AutoCloseable {
    static final String PASSWORD = "secret";
    private static final String PORT = "port ";

    private final Process process;
    private final URI root;

    private SmallHeapServer(Process process, URI root) {
        this.process = process;
        this.root = root;
    }

    static SmallHeapServer start(Path repositories, Path log) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-XX:+UnlockDiagnosticVMOptions",
                        "-XX:-BytecodeVerificationRemote",
                        "-XX:-UsePerfData",
                        // Most of the time goes into SHA-1. Only the second compiler makes it fast, and compiles
                        // little else.
                        "-XX:Tier4InvocationThreshold=100000",
                        "-XX:Tier4MinInvocationThreshold=20000",
                        "-XX:Tier4CompileThreshold=300000",
                        "-XX:Tier4BackEdgeThreshold=1000000",
                        // JGit's collision detection takes almost no memory.
                        "-Dorg.eclipse.jgit.util.sha1.implementation=jdkNative",
                        "-Dgitsync.test.container=" + System.getProperty("gitsync.test.container", "jetty"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHeapServer.class.getName(),
                        repositories.toString()))
                .redirectErrorStream(true)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        while (line != null && !line.startsWith(PORT)) {
            line = out.readLine();
        }
        if (line == null) {
            throw new IllegalStateException("The server did not start; see " + log);
        }
        Thread rest = new Thread(() -> copy(out, log), "small-heap-server-log");
        rest.setDaemon(true);
        rest.start();
        return new SmallHeapServer(process, URI.create("http://127.0.0.1:" + line.substring(PORT.length())));
    }

    private static void copy(BufferedReader lines, Path log) {
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(log), true)) {
            lines.lines().forEach(out::println);
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalStateException("The log of the server could not be kept", e);
        }
    }

    /** Runs the server. */
    public static void main(String[] args) throws IOException {
        InMemorySpaceDirectory spaces = new InMemorySpaceDirectory();
        Space docs = new Space(new SpaceId("docs"), "", "Docs");
        spaces.add(docs);
        InMemoryPageStore pages = new InMemoryPageStore();
        Person ada = new Person("Ada", "ada@example.org");
        new WikiEditor(pages, docs)
                .create(null, "Home", "Hello\n", Provenance.wiki(ada, Instant.parse("2026-01-01T00:00:00Z"), ""));
        ServletContainer container = ServletContainer.chosen();
        try (GitSync gitSync = GitSync.builder()
                .spaces(spaces)
                .pages(pages)
                .repositories(new FileRepositoryStore(Path.of(args[0])))
                .build()) {
            gitSync.runOnce(docs.id());
            int port = container.start(
                    "/",
                    "/git/*",
                    GitSyncServlet.builder()
                            .gitSync(gitSync)
                            .authenticator(new BasicAuthenticator((name, password) -> password.equals(PASSWORD)
                                    ? Optional.of(new WikiUser(name, new Person(name, name + "@example.org")))
                                    : Optional.empty()))
                            .access((user, space) -> Access.WRITE)
                            .limits(ServerLimits.builder()
                                    .pushWait(Duration.ofSeconds(6))
                                    .build())
                            .build());
            System.out.println(PORT + port);
            while (System.in.read() >= 0) {
                // Runs until the parent process closes its end of the pipe.
            }
            container.stop();
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String url(String user) {
        return "http://" + user + ":" + PASSWORD + "@" + root.getAuthority() + "/git/docs.git";
    }

    RawHttp post(String user, String service, byte[] body) {
        return RawHttp.to(root, "POST", "/git/docs.git/" + service)
                .as(user, PASSWORD)
                .body("application/x-" + service + "-request", body);
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
