package dev.gitsync.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.demo.DemoOptions;
import dev.gitsync.demo.DemoWiki;
import dev.gitsync.demo.database.TestPostgres;
import dev.gitsync.model.SpaceId;
import dev.gitsync.tests.GitClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Laws 1 and 4: two servers over one PostgreSQL share no disk. */
class TwoReplicasTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Test
    void servesAPushOfOneReplicaFromTheOther(@TempDir Path folder) throws Exception {
        String database = TestPostgres.url(TestPostgres.newDatabase());
        CompletableFuture<DemoWiki> begun = CompletableFuture.supplyAsync(() -> wiki(folder, "one", database));
        try (DemoWiki other = wiki(folder, "other", database);
                DemoWiki one = begun.get()) {
            GitClient git = GitClient.at(folder);
            git.ok("clone", "-q", url(one), "first");
            git.ok("clone", "-q", url(other), "second");
            GitClient first = git.in("first");
            assertThat(first.ok("ls-files").lines().filter(file -> file.startsWith("Welcome")))
                    .as("first pages of two replicas that start together")
                    .containsExactly("Welcome.md");
            GitClient second = git.in("second");
            first.commit("Pushed.md", "to the first\n");
            first.ok("push", "-q");
            second.ok("pull", "-q");
            assertThat(second.ok("show", "HEAD:Pushed.md")).isEqualTo("to the first");

            pushTogether(first, second);

            git.ok("clone", "-q", url(other), "third");
            assertThat(git.in("third").ok("ls-files").lines().filter(file -> file.startsWith("first-")))
                    .hasSize(5);
            assertThat(git.in("third").ok("ls-files").lines().filter(file -> file.startsWith("second-")))
                    .hasSize(5);
            assertThat(git.in("third").run("fsck", "--full", "--strict").exitCode())
                    .isZero();
            assertThat(verified(one)).contains("\"clean\":true");
            assertThat(verified(other)).contains("\"clean\":true");
        }
    }

    /** Each client pushes five pages to its own server, at the same time as the other. */
    private static void pushTogether(GitClient first, GitClient second) throws Exception {
        ExecutorService people = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> work = new ArrayList<>();
            work.add(people.submit(pushes(first, "first-")));
            work.add(people.submit(pushes(second, "second-")));
            for (Future<?> each : work) {
                each.get();
            }
        } finally {
            people.shutdownNow();
        }
    }

    private static Callable<Integer> pushes(GitClient git, String name) {
        return () -> {
            for (int i = 0; i < 5; i++) {
                git.commit(name + i + ".md", name + i + "\n");
                for (int attempt = 0; git.run("push", "-q").exitCode() != 0; attempt++) {
                    assertThat(attempt).isLessThan(20);
                    git.ok("pull", "-q", "--rebase");
                }
            }
            return 5;
        };
    }

    private static DemoWiki wiki(Path folder, String name, String database) {
        return DemoWiki.start(DemoOptions.in(folder.resolve(name + "-data")).withPostgres(database));
    }

    private static String url(DemoWiki wiki) {
        return wiki.cloneUrl(new SpaceId("handbook")).replace("://", "://ada:demo@");
    }

    private static String verified(DemoWiki wiki) throws Exception {
        String basic = Base64.getEncoder().encodeToString("ada:demo".getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(wiki.url() + "/api/spaces/handbook/verify"))
                .header("Authorization", "Basic " + basic)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}
