package dev.gitsync.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Laws 1 and 5: two processes over one PostgreSQL, no disk in common, and one of them is killed while it takes pushes. */
class KilledReplicaTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int ROUNDS = 3;

    /** A lease of the dead that is over soon, so that the test does not wait half a minute for each of them. */
    private static final Map<String, String> QUICK_LEASE = Map.of("GIT_SYNC_LOCK_TTL_MS", "5000");

    @Test
    @Timeout(240)
    void noPushThatWasAcknowledgedIsLostWhenAReplicaIsKilled(@TempDir Path folder) throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                Replica survivor = Replica.start(folder.resolve("survivor"), postgres, QUICK_LEASE)) {
            GitClient git = GitClient.at(folder);
            git.ok("clone", "-q", survivor.cloneUrl(), "clone");
            GitClient clone = git.in("clone");
            List<String> acknowledged = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                try (Replica victim = Replica.start(folder.resolve("victim-" + round), postgres, QUICK_LEASE)) {
                    clone.ok("remote", "set-url", "origin", victim.cloneUrl());
                    acknowledged.addAll(pushUntilItDies(clone, round, victim));
                }
                clone.ok("remote", "set-url", "origin", survivor.cloneUrl());
                acknowledged.add(pushToTheOther(clone, "after-" + round));
            }

            survivor.post("/api/spaces/handbook/pages", "{\"title\":\"Written in the browser\",\"text\":\"x\"}");
            try (Replica fresh = Replica.start(folder.resolve("fresh"), postgres, QUICK_LEASE)) {
                git.ok("clone", "-q", fresh.cloneUrl(), "check");
                GitClient check = git.in("check");
                assertThat(check.ok("ls-files").lines().toList())
                        .containsAll(acknowledged)
                        .contains("Written in the browser.md")
                        .doesNotHaveDuplicates();
                assertThat(check.ok("log", "--format=%s").lines())
                        .filteredOn(subject -> subject.startsWith("Write "))
                        .doesNotHaveDuplicates();
                assertThat(check.run("fsck", "--full", "--strict").exitCode()).isZero();
                assertThat(fresh.post("/api/spaces/handbook/verify", "")).contains("\"clean\":true");
                assertThat(survivor.post("/api/spaces/handbook/verify", "")).contains("\"clean\":true");
            }
        }
    }

    @Test
    @Timeout(120)
    void aReplicaThatStandsStillPastItsLeaseDoesNoHarmWhenItGoesOn(@TempDir Path folder) throws Exception {
        Map<String, String> shortLease = Map.of("GIT_SYNC_LOCK_TTL_MS", "1000");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                Replica standing = Replica.start(folder.resolve("standing"), postgres, shortLease);
                Replica other = Replica.start(folder.resolve("other"), postgres, shortLease)) {
            GitClient git = GitClient.at(folder);
            git.ok("clone", "-q", standing.cloneUrl(), "one");
            git.ok("clone", "-q", other.cloneUrl(), "two");
            List<String> acknowledged = new ArrayList<>();
            for (int round = 0; round < 4; round++) {
                String file = "standing-" + round + ".md";
                git.in("one").ok("pull", "-q", "--rebase");
                git.in("one").commit(file, file + "\n");
                ExecutorService pusher = Executors.newSingleThreadExecutor();
                Future<Integer> push =
                        pusher.submit(() -> git.in("one").run("push", "-q").exitCode());
                // A moment that falls into the push sooner or later.
                Thread.sleep(20 + 35L * round);
                standing.signal("STOP");
                try {
                    git.in("two").ok("pull", "-q", "--rebase");
                    acknowledged.add(pushToTheOther(git.in("two"), "other-" + round));
                    Thread.sleep(1500);
                } finally {
                    standing.signal("CONT");
                }
                if (push.get(60, TimeUnit.SECONDS) == 0) {
                    acknowledged.add(file);
                }
                pusher.shutdown();
            }
            git.ok("clone", "-q", other.cloneUrl(), "check");
            assertThat(git.in("check").ok("ls-files").lines().toList())
                    .containsAll(acknowledged)
                    .doesNotHaveDuplicates();
            assertThat(other.post("/api/spaces/handbook/verify", "")).contains("\"clean\":true");
            assertThat(standing.post("/api/spaces/handbook/verify", "")).contains("\"clean\":true");
        }
    }

    /** Pushes one page after the other; the replica is killed at a moment that nobody chooses, amid one of them. */
    private static List<String> pushUntilItDies(GitClient clone, int round, Replica victim) throws Exception {
        List<String> acknowledged = new ArrayList<>();
        Thread killer = new Thread(() -> {
            try {
                Thread.sleep(1500 + 700L * round);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            victim.kill();
        });
        killer.start();
        for (int i = 0; ; i++) {
            String file = "round-" + round + "-" + i + ".md";
            clone.commit(file, file + "\n");
            if (clone.run("push", "-q").exitCode() != 0) {
                break;
            }
            acknowledged.add(file);
        }
        killer.join();
        assertThat(acknowledged).isNotEmpty();
        return acknowledged;
    }

    /** The lease of the dead is over after a while; until then the answer is to try again. */
    private static String pushToTheOther(GitClient clone, String name) throws InterruptedException {
        String file = name + ".md";
        clone.commit(file, file + "\n");
        for (int attempt = 0; ; attempt++) {
            // What the dead one had taken without saying so is the same commit, and needs no merge.
            GitClient.Outcome outcome = clone.run("push", "-q");
            if (outcome.exitCode() == 0) {
                return file;
            }
            assertThat(attempt).as(outcome.stderr()).isLessThan(60);
            Thread.sleep(1000);
        }
    }

    /** A demo wiki in a JVM of its own. */
    private record Replica(Process process, int port) implements AutoCloseable {
        static Replica start(Path data, EmbeddedPostgres postgres, Map<String, String> settings) throws Exception {
            int port;
            try (ServerSocket socket = new ServerSocket(0)) {
                port = socket.getLocalPort();
            }
            ProcessBuilder builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            "dev.gitsync.demo.cli.Main",
                            "--data",
                            data.toString(),
                            "--port",
                            Integer.toString(port),
                            "--postgres",
                            postgres.getJdbcUrl("postgres", "postgres"))
                    .redirectErrorStream(true)
                    .redirectOutput(
                            data.resolveSibling(data.getFileName() + ".log").toFile());
            builder.environment().putAll(settings);
            Process process = builder.start();
            Replica replica = new Replica(process, port);
            long patience = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (!replica.answers()) {
                assertThat(process.isAlive() && System.nanoTime() < patience)
                        .as("the replica starts")
                        .isTrue();
                Thread.sleep(100);
            }
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

        private HttpResponse<String> request(String path, String method, String body)
                throws IOException, InterruptedException {
            String basic = Base64.getEncoder().encodeToString("ada:demo".getBytes(StandardCharsets.UTF_8));
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .header("Authorization", "Basic " + basic)
                    .header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        }

        /** Sends the process a signal, as in {@code kill -STOP}. */
        void signal(String name) throws Exception {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        }

        /** Like {@code kill -9}. */
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
}
