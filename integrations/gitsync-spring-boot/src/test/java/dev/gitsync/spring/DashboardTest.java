package dev.gitsync.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitsync.tests.GitClient;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The queries of the dashboard, answered by a real Prometheus that reads the metrics of the running application: {@code
 * -Dgitsync.prometheus=/usr/bin/prometheus}, which Debian's package {@code prometheus} has.
 */
@EnabledIfSystemProperty(named = "gitsync.prometheus", matches = ".+")
class DashboardTest {
    private static final Path DASHBOARD = Path.of("..", "..", "docs", "monitoring", "grafana-dashboard.json");
    private static final Pattern QUERY = Pattern.compile("\"expr\": \"(.*)\"");
    private static final Pattern NAME = Pattern.compile("gitsync_[a-z_]+");
    private static final Pattern ADDRESS = Pattern.compile("msg=\"Listening on\" address=(\\S+)");

    /** What does not happen here: no errors, no operator, no attachments, mirrors and webhooks, and no step that fails. */
    private static final Set<String> WITHOUT_DATA = Set.of(
            "gitsync_apply_seconds_count",
            "gitsync_cycle_seconds_count",
            "gitsync_fetch_seconds_count",
            "gitsync_http_requests_seconds_count",
            "gitsync_lfs_bytes_total",
            "gitsync_lfs_locks_total",
            "gitsync_lfs_objects_total",
            "gitsync_maintenance_seconds_count",
            "gitsync_mirror_runs_total",
            "gitsync_mirror_seconds_count",
            "gitsync_operations_total",
            "gitsync_plan_seconds_count",
            "gitsync_webhooks_total");

    @TempDir
    private Path folder;

    private final TestApplication application = TestApplication.shared();
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void prometheusAnswersEveryQuery() throws Exception {
        Path log = folder.resolve("log");
        Process prometheus = new ProcessBuilder(
                        System.getProperty("gitsync.prometheus"),
                        "--config.file=" + Files.writeString(folder.resolve("prometheus.yml"), configuration()),
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:0")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            String address = await().atMost(Duration.ofSeconds(30)).until(() -> address(log), text -> !text.isEmpty());
            List<String> queries = QUERY.matcher(Files.readString(DASHBOARD))
                    .results()
                    .map(query -> query.group(1).replace("\\\"", "\""))
                    .toList();
            assertThat(queries).hasSizeGreaterThan(25);
            Set<String> empty = await().atMost(Duration.ofSeconds(120))
                    .until(
                            () -> {
                                work();
                                return empty(address, queries);
                            },
                            names -> names.equals(WITHOUT_DATA));
            assertThat(empty).isEqualTo(WITHOUT_DATA);
        } finally {
            prometheus.destroy();
        }
    }

    private String configuration() {
        return """
                global: {scrape_interval: 1s}
                scrape_configs:
                - job_name: wiki
                  metrics_path: /wiki/actuator/prometheus
                  basic_auth: {username: ada, password: ada}
                  static_configs: [{targets: ['127.0.0.1:%d']}]
                """.formatted(application.port());
    }

    private static String address(Path log) throws IOException {
        Matcher address = ADDRESS.matcher(Files.readString(log));
        return address.find() ? address.group(1) : "";
    }

    /** Clones, pushes, and fails to sign in. */
    private void work() throws IOException {
        Path home = Files.createTempDirectory(folder, "git");
        GitClient ada = GitClient.at(home).clone(application.url("ada", "/git/handbook.git"), "ada");
        ada.commit("Dashboard.md", "# Dashboard " + home.getFileName() + "\n");
        assertThat(ada.run("push", "origin", "HEAD:main").exitCode()).isZero();
        assertThat(GitClient.at(home)
                        .run("ls-remote", application.url("mallory", "/git/handbook.git"))
                        .exitCode())
                .isNotZero();
    }

    /** Returns the first metric of each query that has no data. */
    private Set<String> empty(String address, List<String> queries) {
        return queries.stream()
                .filter(query -> !answer(address, query).contains("\"metric\":"))
                .map(query -> NAME.matcher(query)
                        .results()
                        .map(MatchResult::group)
                        .findFirst()
                        .orElseThrow())
                .collect(Collectors.toSet());
    }

    private String answer(String address, String query) {
        String asked = query.replace("$job", "wiki").replace("$__rate_interval", "15s");
        URI uri = URI.create(
                "http://" + address + "/api/v1/query?query=" + URLEncoder.encode(asked, StandardCharsets.UTF_8));
        String answer = http.sendAsync(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .join()
                .body();
        assertThat(answer).as(asked).startsWith("{\"status\":\"success\"");
        return answer;
    }
}
