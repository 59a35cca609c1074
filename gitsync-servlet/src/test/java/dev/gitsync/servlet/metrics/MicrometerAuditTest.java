package dev.gitsync.servlet.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.audit.AuditEvent;
import dev.gitsync.audit.AuditEvent.RefUpdate;
import dev.gitsync.mirror.MirrorId;
import dev.gitsync.model.SpaceId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MicrometerAuditTest {
    private static final Instant NOW = Instant.EPOCH;
    private static final String HERE = "127.0.0.1";

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MicrometerAudit metrics = new MicrometerAudit(registry);

    @Test
    void countsEveryKindOfEvent() {
        SpaceId docs = new SpaceId("docs");
        RefUpdate done = new RefUpdate("refs/heads/main", "a", "b", true, "");
        RefUpdate refused = new RefUpdate("refs/heads/x", "a", "b", false, "no");
        metrics.on(new AuditEvent.Pushed(NOW, HERE, "ada", docs, List.of(done)));
        metrics.on(new AuditEvent.Pushed(NOW, HERE, "ada", docs, List.of(done, refused)));
        metrics.on(new AuditEvent.Fetched(NOW, HERE, "ada", docs, 1));
        metrics.on(new AuditEvent.Operated(NOW, HERE, "ada", docs, "sync"));
        metrics.on(new AuditEvent.MirrorOperated(NOW, HERE, "ada", docs, new MirrorId("docs"), "pause"));
        metrics.on(new AuditEvent.WebhookReceived(NOW, HERE, "docs", AuditEvent.WebhookReceived.Outcome.REFUSED));
        metrics.on(new AuditEvent.SignInFailed(NOW, HERE));
        metrics.on(new AuditEvent.SignInFailed(NOW, HERE));
        metrics.on(new AuditEvent.SignInBlocked(NOW, HERE));
        metrics.on(new AuditEvent.Answered(NOW, HERE, "push", 200, Duration.ofMillis(30)));

        assertThat(count("gitsync.pushes", "outcome", "ok")).isEqualTo(1);
        assertThat(count("gitsync.pushes", "outcome", "refused")).isEqualTo(1);
        assertThat(registry.get("gitsync.fetches").counter().count()).isEqualTo(1);
        assertThat(count("gitsync.operations", "operation", "sync")).isEqualTo(1);
        assertThat(count("gitsync.operations", "operation", "mirror-pause")).isEqualTo(1);
        assertThat(count("gitsync.webhooks", "outcome", "refused")).isEqualTo(1);
        assertThat(count("gitsync.sign.ins", "outcome", "failed")).isEqualTo(2);
        assertThat(count("gitsync.sign.ins", "outcome", "blocked")).isEqualTo(1);
        assertThat(registry.get("gitsync.http.requests")
                        .tags("service", "push", "status", "200")
                        .timer()
                        .totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(30);
        assertThat(registry.getMeters().toString()).doesNotContain("ada", HERE);
    }

    private double count(String name, String tag, String value) {
        return registry.get(name).tag(tag, value).counter().count();
    }
}
