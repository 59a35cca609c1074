package dev.gitsync.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A demo wiki in its own JVM. */
record Replica(Process process, int port) implements AutoCloseable {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    /** The timeout of requests, longer than any of them takes. */
    static final int ANSWER_SECONDS = 35;

    /** Starts a replica over the PostgreSQL at {@code database}, and waits until it answers. */
    static Replica start(Path data, String database, Map<String, String> settings) throws Exception {
        return start(data, List.of("--postgres", database), settings);
    }

    /** Starts a replica with additional {@code options} on its command line, and waits until it answers. */
    static Replica start(Path data, List<String> options, Map<String, String> settings) throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-BytecodeVerificationRemote",
                "-XX:-UsePerfData",
                "-Dgitsync.demo.password.iterations=" + System.getProperty("gitsync.demo.password.iterations", "1000"),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.gitsync.demo.cli.Main",
                "--data",
                data.toString(),
                "--port",
                Integer.toString(port)));
        command.addAll(options);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        data.resolveSibling(data.getFileName() + ".log").toFile()));
        builder.environment().putAll(settings);
        Process process = builder.start();
        Replica replica = new Replica(process, port);
        await("the replica starts").atMost(Duration.ofMinutes(2)).until(() -> {
            assertThat(process.isAlive()).isTrue();
            return replica.answers();
        });
        return replica;
    }

    private boolean answers() throws InterruptedException {
        try {
            return request("/api/spaces", "GET", "").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    String cloneUrl() {
        return "http://ada:demo@127.0.0.1:" + port + "/git/handbook.git";
    }

    String post(String path, String body) throws Exception {
        return request(path, "POST", body).body();
    }

    HttpResponse<String> request(String path, String method, String body) throws IOException, InterruptedException {
        return send(builder(path).method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Sends a change of what has this version. */
    HttpResponse<String> change(String method, String path, String body, long version)
            throws IOException, InterruptedException {
        return send(builder(path)
                .header("If-Match", "\"" + version + "\"")
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder builder(String path) {
        String basic = Base64.getEncoder().encodeToString("ada:demo".getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(ANSWER_SECONDS))
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/json");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        // The timeout of the request ends when the body begins.
        CompletableFuture<HttpResponse<String>> answer =
                HTTP.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
        try {
            return answer.get(2 * ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException("No whole answer within " + 2 * ANSWER_SECONDS + " s", e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    /** Sends the process a signal, as in {@code kill -STOP}. */
    void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** Kills the process, as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }
}
