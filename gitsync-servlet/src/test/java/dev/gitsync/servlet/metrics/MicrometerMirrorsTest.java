package dev.gitsync.servlet.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorId;
import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.mirror.RemoteUrl;
import dev.gitsync.model.SpaceId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MicrometerMirrorsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private Instant now = Instant.EPOCH;
    private final MicrometerMirrors metrics = new MicrometerMirrors(registry, () -> now);

    @Test
    void countsRunsByTheirOutcome() {
        run("a", Outcome.UP_TO_DATE);
        run("a", Outcome.UP_TO_DATE);
        run("b", Outcome.PUSHED);
        assertThat(runs("up-to-date")).isEqualTo(2);
        assertThat(runs("pushed")).isEqualTo(1);
        assertThat(registry.getMeters().toString()).doesNotContain("secretspace");
    }

    @Test
    void showsHowManyMirrorsWait() {
        assertThat(waiting("wait")).isZero();
        run("a", Outcome.CONFLICT);
        run("b", Outcome.CONFLICT);
        run("c", Outcome.REPLACED);
        run("d", Outcome.TAKEN_IN);
        assertThat(waiting("wait")).isEqualTo(2);
        assertThat(waiting("operator")).isEqualTo(1);
        run("a", Outcome.BOTH_WAYS);
        run("b", Outcome.READ_ONLY);
        assertThat(waiting("wait")).isZero();
        assertThat(waiting("operator")).isEqualTo(2);
    }

    @Test
    void aFailureThatIsRetriedSettlesNothing() {
        run("a", Outcome.CONFLICT);
        run("a", Outcome.UNREACHABLE);
        run("a", Outcome.BUSY);
        assertThat(waiting("wait")).isEqualTo(1);
    }

    @Test
    void forgetsAMirrorThatNoLongerRuns() {
        run("a", Outcome.CONFLICT);
        now = now.plus(Duration.ofMinutes(39));
        assertThat(waiting("wait")).isEqualTo(1);
        now = now.plus(Duration.ofMinutes(1));
        assertThat(waiting("wait")).isZero();
    }

    private void run(String id, Outcome outcome) {
        Mirror mirror = new Mirror(
                new MirrorId(id),
                new SpaceId("secretspace"),
                new RemoteUrl("https://git.example.org/x.git"),
                Mirror.Options.defaults());
        metrics.onMirror(
                mirror, new MirrorReport(mirror.id(), now, outcome, "", List.of(), Optional.empty(), Optional.empty()));
    }

    private double runs(String outcome) {
        return registry.get("gitsync.mirror.runs")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private double waiting(String next) {
        return registry.get("gitsync.mirrors.waiting").tag("next", next).gauge().value();
    }
}
