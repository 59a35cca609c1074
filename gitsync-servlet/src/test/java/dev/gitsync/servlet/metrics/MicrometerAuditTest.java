package dev.gitsync.servlet.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MicrometerAuditTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MicrometerAudit metrics = new MicrometerAudit(registry);

    @Test
    void countsEveryKindOfEvent() {
        AllEvents.send(metrics);

        assertThat(count("gitsync.pushes", "outcome", "ok")).isEqualTo(1);
        assertThat(count("gitsync.pushes", "outcome", "refused")).isEqualTo(1);
        assertThat(registry.get("gitsync.fetches").counter().count()).isEqualTo(1);
        assertThat(count("gitsync.operations", "operation", "sync")).isEqualTo(1);
        assertThat(count("gitsync.operations", "operation", "mirror-pause")).isEqualTo(1);
        assertThat(count("gitsync.webhooks", "outcome", "refused")).isEqualTo(1);
        assertThat(count("gitsync.sign.ins", "outcome", "failed")).isEqualTo(2);
        assertThat(count("gitsync.sign.ins", "outcome", "blocked")).isEqualTo(1);
        assertThat(count("gitsync.lfs.objects", "operation", "upload")).isEqualTo(1);
        assertThat(count("gitsync.lfs.bytes", "operation", "upload")).isEqualTo(3);
        assertThat(count("gitsync.lfs.locks", "operation", "lock")).isEqualTo(1);
        assertThat(registry.get("gitsync.http.requests")
                        .tags("service", "push", "status", "200")
                        .timer()
                        .totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(30);
        assertThat(registry.getMeters().toString()).doesNotContain("ada", "127.0.0.1");
    }

    private double count(String name, String tag, String value) {
        return registry.get(name).tag(tag, value).counter().count();
    }
}
