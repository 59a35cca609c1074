package dev.gitsync.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.audit.AuditEvent;
import dev.gitsync.audit.AuditEvent.RefUpdate;
import dev.gitsync.audit.AuditListener;
import dev.gitsync.model.SpaceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The audit log has one line for each event, as docs/operations.md shows it, and a client can't forge a line. */
class AuditLogTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final SpaceId DOCS = new SpaceId("docs");

    private final AuditListener audit = AuditListener.toLog();

    @Test
    void writesTheLinesThatTheDocumentationShows() throws IOException {
        try (LoggedLines log = LoggedLines.of("dev.gitsync.audit")) {
            audit.on(pushed(new RefUpdate("refs/heads/main", "1f0c…", "9b2e…", true, "")));
            audit.on(new AuditEvent.SignInBlocked(NOW, "203.0.113.66"));
            assertThat(Files.readString(Path.of("../docs/operations.md"))).contains(String.join("\n", log.lines()));
            assertThat(log.lines()).hasSize(2);
        }
    }

    @Test
    void writesEveryEventExceptResponses() {
        try (LoggedLines log = LoggedLines.of("dev.gitsync.audit")) {
            audit.on(new AuditEvent.Fetched(NOW, "::1", "ada", DOCS, 3));
            audit.on(new AuditEvent.Operated(NOW, "::1", "ops", DOCS, "verify"));
            audit.on(new AuditEvent.SignInFailed(NOW, "::1"));
            audit.on(new AuditEvent.Answered(NOW, "::1", "fetch", 200, Duration.ofMillis(1)));
            assertThat(log.lines())
                    .containsExactly(
                            "fetch space=docs user=ada from=::1 wants=3",
                            "verify space=docs user=ops from=::1",
                            "sign-in failed from=::1");
        }
    }

    @Test
    void writesNoLineForABlockedWebhook() {
        try (LoggedLines log = LoggedLines.of("dev.gitsync.audit")) {
            for (AuditEvent.WebhookReceived.Outcome outcome : AuditEvent.WebhookReceived.Outcome.values()) {
                audit.on(new AuditEvent.WebhookReceived(NOW, "203.0.113.9", "docs", outcome));
            }
            assertThat(log.lines())
                    .containsExactly(
                            "webhook mirror=docs from=203.0.113.9 outcome=accepted",
                            "webhook mirror=docs from=203.0.113.9 outcome=refused");
        }
    }

    /** The name of a ref may contain any byte except NUL. */
    @Test
    void escapesLineBreaksOfClients() {
        try (LoggedLines log = LoggedLines.of("dev.gitsync.audit")) {
            String forged = "refs/heads/x\npush space=docs user=ada outcome=ok";
            audit.on(pushed(new RefUpdate(forged, "0", "1", false, "no\u2028\u001b[2J")));
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .doesNotContain("\n", "\u2028", "\u001b")
                    .contains("x?push");
        }
    }

    private static AuditEvent pushed(RefUpdate update) {
        return new AuditEvent.Pushed(NOW, "203.0.113.9", "ada", DOCS, List.of(update));
    }
}
