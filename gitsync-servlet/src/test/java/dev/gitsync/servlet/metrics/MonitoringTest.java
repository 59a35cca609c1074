package dev.gitsync.servlet.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorId;
import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.mirror.RemoteUrl;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.report.StepObserver;
import dev.gitsync.report.SyncReport;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard and the alerts in {@code docs/monitoring}. */
class MonitoringTest {
    private static final Path FOLDER = Path.of("..", "docs", "monitoring");
    private static final Path DASHBOARD = FOLDER.resolve("grafana-dashboard.json");
    private static final Path ALERTS = FOLDER.resolve("prometheus-alerts.yml");
    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");
    private static final Pattern NAME = Pattern.compile("gitsync_[a-z_]+");

    /** Recorded by {@code gitsync-spring-boot}, as observations of steps. */
    private static final Set<String> OF_OBSERVATIONS = Stream.of(StepObserver.Type.values())
            .map(type -> "gitsync_" + type.name().toLowerCase(Locale.ROOT) + "_seconds_")
            .flatMap(name -> Stream.of(name + "sum", name + "count"))
            .collect(Collectors.toSet());

    @TempDir
    private Path folder;

    @Test
    void dashboardAndAlertsNameOnlyMetersThatExist() throws IOException {
        Set<String> existing = meters().flatMap(MonitoringTest::names).collect(Collectors.toCollection(TreeSet::new));
        existing.addAll(OF_OBSERVATIONS);
        assertThat(existing).containsAll(namesIn(DASHBOARD)).containsAll(namesIn(ALERTS));
    }

    @Test
    void dashboardShowsEveryMeter() throws IOException {
        Set<String> shown = namesIn(DASHBOARD);
        assertThat(meters()).allSatisfy(meter -> assertThat(names(meter)).anyMatch(shown::contains));
    }

    @Test
    void prometheusReadsTheQueriesOfTheDashboard() throws Exception {
        assumeTrue(Files.isExecutable(PROMTOOL), "needs promtool");
        Matcher queries = Pattern.compile("\"expr\": \"(.*)\"").matcher(Files.readString(DASHBOARD));
        StringBuilder rules = new StringBuilder("groups:\n- name: dashboard\n  rules:\n");
        int count = 0;
        while (queries.find()) {
            String query = queries.group(1).replace("\\\"", "\"").replace("$__rate_interval", "5m");
            rules.append("  - {record: query_%d, expr: '%s'}%n".formatted(count++, query));
        }
        assertThat(count).isGreaterThan(15);
        Path file = Files.writeString(folder.resolve("rules.yml"), rules);
        assertThat(promtool("check", "rules", file.toString())).contains("SUCCESS: " + count + " rules found");
    }

    @Test
    void alertsFireWhenTheyShouldAndNotBefore() throws Exception {
        assumeTrue(Files.isExecutable(PROMTOOL), "needs promtool");
        Files.copy(ALERTS, folder.resolve("prometheus-alerts.yml"));
        Path tests = Files.copy(
                Path.of("src", "test", "resources", "prometheus-alerts-test.yml"), folder.resolve("tests.yml"));
        assertThat(promtool("test", "rules", tests.toString()))
                .contains("SUCCESS")
                .doesNotContain("FAILED");
    }

    private static String promtool(String... arguments) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Stream.concat(Stream.of(PROMTOOL.toString()), Stream.of(arguments))
                        .toList())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? output : "FAILED " + output;
    }

    /** Every meter that a wiki without Spring can have. */
    private static Stream<Meter> meters() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        AllEvents.send(new MicrometerAudit(registry));
        MicrometerSync sync = new MicrometerSync(registry);
        SpaceId docs = new SpaceId("docs");
        sync.onSync(new Space(docs, "", "Docs"), new SyncReport.UpToDate(docs, null));
        AllEvents.push(sync);
        MicrometerMirrors mirrors = new MicrometerMirrors(registry);
        Mirror mirror = new Mirror(
                new MirrorId("m"), docs, new RemoteUrl("https://git.example.org/x.git"), Mirror.Options.defaults());
        mirrors.onMirror(
                mirror,
                new MirrorReport(
                        mirror.id(),
                        Instant.EPOCH,
                        MirrorReport.Outcome.PUSHED,
                        "",
                        List.of(),
                        Optional.empty(),
                        Optional.empty()));
        return registry.getMeters().stream();
    }

    /** The names that Micrometer's registry for Prometheus gives a meter. */
    private static Stream<String> names(Meter meter) {
        String name = meter.getId().getName().replace('.', '_');
        return switch (meter.getId().getType()) {
            case COUNTER -> Stream.of(name + "_total");
            case TIMER -> Stream.of(name + "_seconds_count", name + "_seconds_sum", name + "_seconds_max");
            default -> Stream.of(name);
        };
    }

    private static Set<String> namesIn(Path file) throws IOException {
        return NAME.matcher(Files.readString(file))
                .results()
                .map(match -> match.group())
                .collect(Collectors.toSet());
    }
}
