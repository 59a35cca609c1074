package dev.gitsync.examples.war;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitsync.jdbi.JdbiPageStore;
import dev.gitsync.jdbi.JdbiSpaces;
import dev.gitsync.jdbi.PostgresPool;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The built WAR in Tomcat, over PostgreSQL, with the installed git. */
class WarIT {
    private static final List<String> MIGRATIONS = List.of(
            "pages/V1__pages.sql",
            "repositories/V2__repositories.sql",
            "leases/V3__leases.sql",
            "tokens/V4__tokens.sql",
            "pages/V5__page_storage.sql",
            "leases/V6__lease_durability.sql",
            "commits/V7__commit_marks.sql",
            "leases/V8__lease_sessions.sql",
            "leases/V9__lease_queue.sql",
            "mirrors/V10__mirrors.sql",
            "pages/V11__attachments.sql",
            "locks/V12__file_locks.sql",
            "pages/V13__page_conventions.sql",
            "pages/V14__labels.sql");

    @TempDir
    Path folder;

    @Test
    @Timeout(120)
    void servesClonesAndPushesAfterDeployment() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            String url = postgres.getJdbcUrl("postgres", "postgres");
            System.setProperty("WIKI_JDBC_URL", url);
            System.setProperty("WIKI_USER", "ada");
            System.setProperty("WIKI_PASSWORD", "demo");
            Space docs = prepare(url);
            Tomcat tomcat = new Tomcat();
            tomcat.setBaseDir(folder.resolve("tomcat").toString());
            tomcat.setPort(0);
            Files.createDirectories(folder.resolve("tomcat/webapps"));
            tomcat.addWebapp("/wiki", System.getProperty("gitsync.war"));
            tomcat.start();
            try {
                String root = "127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/wiki";
                String repository = "http://ada:demo@" + root + "/git/docs.git";
                git(folder, "clone", "-q", repository, "docs");
                Path clone = folder.resolve("docs");
                Files.writeString(clone.resolve("Home.md"), "Hello from git\n");
                git(clone, "add", ".");
                git(clone, "-c", "user.name=A", "-c", "user.email=a@b", "commit", "-q", "-m", "Hello");
                git(clone, "push", "-q", "origin", "HEAD:main");
                try (PostgresPool pool = PostgresPool.builder(url).build()) {
                    assertThat(new JdbiPageStore(pool.jdbi()).pages(docs, null, 10))
                            .singleElement()
                            .satisfies(page -> assertThat(page.content().text()).isEqualTo("Hello from git\n"));
                }
                HttpRequest.Builder health = HttpRequest.newBuilder(URI.create("http://" + root + "/gitsync/health"));
                assertThat(send(health).body()).contains("up");
                HttpRequest.Builder run = HttpRequest.newBuilder(
                                URI.create("http://" + root + "/gitsync/spaces/docs/mirrors/docs/run"))
                        .header("Authorization", "Basic YWRhOmRlbW8=")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.noBody());
                assertThat(send(run).body())
                        .as("status of the mirror of GIT_SYNC_REMOTE_TEMPLATE, whose address is not allowed")
                        .contains("address-refused");
                HttpRequest.Builder hook = HttpRequest.newBuilder(URI.create("http://" + root + "/gitsync/hooks/docs"))
                        .POST(HttpRequest.BodyPublishers.noBody());
                assertThat(send(hook).body()).contains("Webhook not accepted");
            } finally {
                tomcat.stop();
                tomcat.destroy();
            }
            // A pool reports its end a moment before its threads end.
            await("threads end after undeployment")
                    .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                            .extracting(Thread::getName)
                            .noneMatch(name -> name.contains("gitsync") || name.contains("Hikari")));
        }
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static Space prepare(String url) throws IOException {
        try (PostgresPool pool = PostgresPool.builder(url).build()) {
            for (String migration : MIGRATIONS) {
                try (InputStream script = JdbiSpaces.class.getResourceAsStream("migration/" + migration)) {
                    String sql = new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
                    pool.jdbi().useHandle(handle -> handle.createScript(sql).execute());
                }
            }
            return new JdbiSpaces(pool.jdbi()).create(new SpaceId("docs"), "", "Docs", true);
        }
    }

    private static void git(Path where, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(Arrays.asList(arguments));
        Path log = Files.createTempFile("git", ".log");
        Process process = new ProcessBuilder(command)
                .directory(where.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(log)).isZero();
    }
}
