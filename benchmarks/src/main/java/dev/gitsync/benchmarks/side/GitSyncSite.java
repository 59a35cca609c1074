package dev.gitsync.benchmarks.side;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Our side: the servlet in Jetty, in a JVM of its own. */
public final class GitSyncSite implements Site {
    /** What stands before the port in the line that says it; a JVM that was given flags may have lines of its own. */
    static final String PORT = "gitsync-port ";

    private static final String ENV_JVM = "GITSYNC_BENCH_JVM";

    private final Process process;
    private final int port;

    private GitSyncSite(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts a server.
     *
     * @param heap the limit of its heap, as after {@code -Xmx}
     * @param repositories the folder of its repositories, or null to keep them in the database
     */
    public static GitSyncSite start(String jdbcUrl, String heap, @Nullable Path repositories) {
        return start(jdbcUrl, new Options(heap, repositories, Map.of(), null));
    }

    /**
     * What a server is started with.
     *
     * @param heap the limit of its heap, as after {@code -Xmx}
     * @param repositories the folder of its repositories, or null to keep them in the database
     * @param settings variables of its environment
     * @param gcLog the file for its log of collections, or null for none
     */
    public record Options(
            String heap,
            @Nullable Path repositories,
            Map<String, String> settings,
            @Nullable Path gcLog) {
        /** Copies the map. */
        public Options {
            settings = Map.copyOf(settings);
        }
    }

    /** Starts a server. */
    public static GitSyncSite start(String jdbcUrl, Options options) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + options.heap(),
                "-XX:+ExitOnOutOfMemoryError"));
        if (options.gcLog() != null) {
            words.add("-Xlog:gc:file=" + options.gcLog());
        }
        String more = System.getenv(ENV_JVM);
        if (more != null) {
            words.addAll(Arrays.asList(more.split(" ", -1)));
        }
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), ServerMain.class.getName(), jdbcUrl));
        if (options.repositories() != null) {
            words.add(options.repositories().toString());
        }
        ProcessBuilder builder = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(options.settings());
        try {
            Process process = builder.start();
            var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String line = out.readLine();
            while (line != null && !line.startsWith(PORT)) {
                System.err.println(line);
                line = out.readLine();
            }
            if (line == null) {
                throw new IllegalStateException("The server did not start; see above");
            }
            return new GitSyncSite(
                    process, Integer.parseInt(line.substring(PORT.length()).strip()));
        } catch (IOException e) {
            throw new UncheckedIOException("The server could not be started", e);
        }
    }

    /** Ends it as {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly();
    }

    @Override
    public String url(String space) {
        return "http://" + USER + ":" + PASSWORD + "@127.0.0.1:" + port + "/git/" + space + ".git";
    }

    @Override
    public String label() {
        return "gitsync";
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
