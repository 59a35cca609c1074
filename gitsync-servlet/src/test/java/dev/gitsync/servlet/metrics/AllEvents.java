package dev.gitsync.servlet.metrics;

import dev.gitsync.audit.AuditEvent;
import dev.gitsync.mirror.MirrorId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.push.PushAttempt;
import dev.gitsync.push.Pusher;
import dev.gitsync.report.PushResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;

/** One event of each kind. */
final class AllEvents {
    private static final Instant NOW = Instant.EPOCH;
    private static final String HERE = "127.0.0.1";

    private AllEvents() {}

    static void send(MicrometerAudit metrics) {
        SpaceId docs = new SpaceId("docs");
        AuditEvent.RefUpdate done = new AuditEvent.RefUpdate("refs/heads/main", "a", "b", true, "");
        AuditEvent.RefUpdate refused = new AuditEvent.RefUpdate("refs/heads/x", "a", "b", false, "no");
        metrics.on(new AuditEvent.Pushed(NOW, HERE, "ada", docs, List.of(done)));
        metrics.on(new AuditEvent.Pushed(NOW, HERE, "ada", docs, List.of(done, refused)));
        metrics.on(new AuditEvent.Fetched(NOW, HERE, "ada", docs, 1));
        metrics.on(new AuditEvent.Operated(NOW, HERE, "ada", docs, "sync"));
        metrics.on(new AuditEvent.MirrorOperated(NOW, HERE, "ada", docs, new MirrorId("docs"), "pause"));
        metrics.on(new AuditEvent.WebhookReceived(NOW, HERE, "docs", AuditEvent.WebhookReceived.Outcome.REFUSED));
        metrics.on(new AuditEvent.SignInFailed(NOW, HERE));
        metrics.on(new AuditEvent.SignInFailed(NOW, HERE));
        metrics.on(new AuditEvent.SignInBlocked(NOW, HERE));
        metrics.on(new AuditEvent.ObjectTransferred(NOW, HERE, "ada", docs, "upload", "c0ffee", 3));
        metrics.on(new AuditEvent.FileLocked(NOW, HERE, "ada", docs, "lock", "1"));
        metrics.on(new AuditEvent.Answered(NOW, HERE, "push", 200, Duration.ofMillis(30)));
    }

    static void push(MicrometerSync metrics) {
        metrics.onPush(
                new PushAttempt(
                        new Space(new SpaceId("docs"), "", "Docs"),
                        new Pusher("ada", new Person("Ada", "ada@example.org")),
                        new PushAttempt.Proposal(ObjectId.zeroId(), ObjectId.zeroId(), List.of())),
                new PushResult.Accepted(List.of(), 1));
    }
}
