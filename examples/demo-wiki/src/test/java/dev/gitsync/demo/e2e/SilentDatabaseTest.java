package dev.gitsync.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Faults C2: the network to PostgreSQL stalls when a push commits. The driver times out after one second here
 * instead of eighteen; {@code OutageBoundsTest} adds up the default timeouts.
 */
@Timeout(180)
class SilentDatabaseTest {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Test
    void reportsTheOutcomeToThePusherAndAsksReadersToRetry(@TempDir Path folder) throws Exception {
        String database = TestPostgres.newDatabase();
        try (CommitProxy proxy = new CommitProxy(TestPostgres.port(), () -> {});
                DemoWiki wiki = DemoWiki.start(DemoOptions.in(folder.resolve("data"))
                        .withPostgres("jdbc:postgresql://127.0.0.1:" + proxy.port() + "/" + database
                                + "?user=postgres&sslmode=disable&gssEncMode=disable&socketTimeout=1"))) {
            GitClient home = GitClient.at(folder);
            String url = wiki.cloneUrl(new SpaceId("handbook")).replace("://", "://ada:demo@");
            home.ok("clone", "-q", url, "clone");
            GitClient git = home.in("clone");
            git.commit("Pushed.md", "pushed\n");
            proxy.arm(CommitProxy.Fate.STILL, "gitsync_commit_marks");

            CompletableFuture<GitClient.Outcome> push = CompletableFuture.supplyAsync(() -> git.run("push"));
            await().atMost(BOUND).until(proxy::isStill);
            CompletableFuture<HttpResponse<String>> fetching =
                    get(wiki, "/git/handbook.git/info/refs?service=git-upload-pack");
            CompletableFuture<HttpResponse<String>> listing = get(wiki, "/api/spaces");
            HttpResponse<String> fetch = fetching.get(BOUND.toSeconds(), TimeUnit.SECONDS);
            HttpResponse<String> api = listing.get(BOUND.toSeconds(), TimeUnit.SECONDS);
            proxy.standStill(false);
            GitClient.Outcome told = push.get(BOUND.toSeconds(), TimeUnit.SECONDS);

            assertThat(fetch.statusCode()).as(fetch.body()).isEqualTo(503);
            assertThat(fetch.headers().firstValue("Content-Type")).hasValue("text/plain;charset=utf-8");
            assertThat(fetch.body().strip()).matches("[A-Z][^<\n]*\\.");
            assertThat(api.statusCode()).as(api.body()).isEqualTo(503);
            assertThat(api.body()).contains("Try again").doesNotContain("<");
            await().atMost(BOUND)
                    .untilAsserted(
                            () -> assertThat(git.run("fetch", "-q").exitCode()).isZero());
            assertThat(git.run("cat-file", "-e", "origin/main:Pushed.md").exitCode() == 0)
                    .as("whether the push is in the wiki, after the output:\n%s", told.stderr())
                    .isEqualTo(told.exitCode() == 0);
        }
    }

    private static CompletableFuture<HttpResponse<String>> get(DemoWiki wiki, String path) {
        String basic = Base64.getEncoder().encodeToString("ada:demo".getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(wiki.url() + path))
                .header("Authorization", "Basic " + basic)
                .timeout(BOUND)
                .build();
        return HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }
}
