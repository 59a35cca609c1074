package dev.gitsync.examples.fitnesse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** FitNesse in its own process, as an administrator starts it, with the plugin and one account, ada:secret. */
final class RunningFitNesse implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final Path log;
    private final int port;
    private final int gitPort;

    private RunningFitNesse(Path folder, String... more) throws IOException {
        port = freePort();
        gitPort = freePort();
        log = folder.resolve("log");
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx300m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-BytecodeVerificationRemote",
                "-XX:-UsePerfData",
                "-cp",
                classes,
                "-Dgit.port=" + gitPort,
                "-Dgit.spaces=wiki:root,guide:FitNesse.UserGuide",
                FitNesseWithGit.class.getName(),
                "-p",
                String.valueOf(port),
                "-d",
                folder.toString(),
                "-a",
                "ada:secret"));
        words.addAll(List.of(more));
        process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        await("FitNesse").atMost(Duration.ofMinutes(2)).until(this::isUp);
    }

    /** Starts FitNesse with the hundreds of pages that it includes. */
    static RunningFitNesse withItsGuide(Path folder) throws IOException {
        return new RunningFitNesse(folder);
    }

    /** Starts FitNesse without pages, so that a listing is quick. */
    static RunningFitNesse empty(Path folder) throws IOException {
        return new RunningFitNesse(folder, "-o");
    }

    /** Returns the URL of a space for git, with the account. */
    String git(String space) {
        return "http://ada:secret@127.0.0.1:" + gitPort + "/git/" + space + ".git";
    }

    String get(String page) {
        return send(request(page).GET().build());
    }

    /** Sends a form of FitNesse. */
    String post(String page, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        return send(request(page)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private HttpRequest.Builder request(String page) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/" + page))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString("ada:secret".getBytes(UTF_8)));
    }

    private String send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 400) {
                throw new AssertionError(request.uri() + " answers " + response.statusCode());
            }
            return response.body();
        } catch (IOException e) {
            throw new AssertionError(request.uri() + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private boolean isUp() throws IOException {
        if (!process.isAlive()) {
            throw new AssertionError("FitNesse does not start: " + log());
        }
        List<String> lines = Files.readAllLines(log);
        return lines.stream().anyMatch(line -> line.contains("Starting FitNesse on port"));
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Kills the process. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw new AssertionError("FitNesse does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs the installed git in a folder, and returns its exit code and output. */
    static Outcome git(Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"));
        builder.environment()
                .putAll(Map.of(
                        "HOME", folder.toString(),
                        "LC_ALL", "C.UTF-8",
                        "GIT_CONFIG_NOSYSTEM", "1",
                        "GIT_TERMINAL_PROMPT", "0",
                        "GIT_AUTHOR_NAME", "Grace Hopper",
                        "GIT_AUTHOR_EMAIL", "grace@example.org",
                        "GIT_COMMITTER_NAME", "Grace Hopper",
                        "GIT_COMMITTER_EMAIL", "grace@example.org"));
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            return new Outcome(process.waitFor(), output);
        } catch (IOException e) {
            throw new AssertionError("git does not run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** The exit code and the output of git. */
    record Outcome(int exitCode, String output) {}
}
