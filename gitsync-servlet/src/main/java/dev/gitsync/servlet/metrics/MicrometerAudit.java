package dev.gitsync.servlet.metrics;

import dev.gitsync.audit.AuditEvent;
import dev.gitsync.audit.AuditEvent.Answered;
import dev.gitsync.audit.AuditEvent.Fetched;
import dev.gitsync.audit.AuditEvent.FileLocked;
import dev.gitsync.audit.AuditEvent.MirrorOperated;
import dev.gitsync.audit.AuditEvent.ObjectTransferred;
import dev.gitsync.audit.AuditEvent.Operated;
import dev.gitsync.audit.AuditEvent.Pushed;
import dev.gitsync.audit.AuditEvent.SignInBlocked;
import dev.gitsync.audit.AuditEvent.SignInFailed;
import dev.gitsync.audit.AuditEvent.WebhookReceived;
import dev.gitsync.audit.AuditListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Locale;

/**
 * Records metrics of requests:
 *
 * <ul>
 *   <li>{@code gitsync.http.requests}, a timer, by {@code service} (fetch, push, lfs, none) and {@code status};
 *   <li>{@code gitsync.fetches}, {@code gitsync.pushes} by {@code outcome} (ok, refused), {@code gitsync.operations} by
 *       {@code operation};
 *   <li>{@code gitsync.sign.ins} by {@code outcome} (failed, blocked), {@code gitsync.webhooks} by {@code outcome} (accepted, refused,
 *       blocked);
 *   <li>{@code gitsync.lfs.objects} and {@code gitsync.lfs.bytes} by {@code operation} (upload, download), {@code gitsync.lfs.locks} by
 *       {@code operation} (lock, unlock, force-unlock).
 * </ul>
 *
 * No tag contains users, addresses or spaces, whose number is not bounded. Combine it with the log: {@code
 * AuditListener.toLog().and(new MicrometerAudit(registry))}. Safe for use by several threads.
 */
public final class MicrometerAudit implements AuditListener {
    private final MeterRegistry registry;

    /** Registers meters in {@code registry} when they are first used. */
    public MicrometerAudit(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void on(AuditEvent event) {
        if (event instanceof Answered answered) {
            Timer.builder("gitsync.http.requests")
                    .description("Requests that were answered")
                    .tag("service", answered.service())
                    .tag("status", Integer.toString(answered.status()))
                    .register(registry)
                    .record(answered.duration());
        } else if (event instanceof Pushed pushed) {
            boolean isOk = pushed.updates().stream().allMatch(AuditEvent.RefUpdate::isDone);
            count("gitsync.pushes", "Pushes whose pack was received", Tag.of("outcome", isOk ? "ok" : "refused"));
        } else if (event instanceof Fetched) {
            Counter.builder("gitsync.fetches")
                    .description("Fetches and clones that were sent a pack")
                    .register(registry)
                    .increment();
        } else if (event instanceof Operated operated) {
            count("gitsync.operations", "Operations on spaces", Tag.of("operation", operated.operation()));
        } else if (event instanceof SignInFailed) {
            count("gitsync.sign.ins", "Attempts to sign in that failed", Tag.of("outcome", "failed"));
        } else if (event instanceof SignInBlocked) {
            count("gitsync.sign.ins", "Attempts to sign in that failed", Tag.of("outcome", "blocked"));
        } else {
            onMirrors(event);
            onFiles(event);
        }
    }

    private void onFiles(AuditEvent event) {
        if (event instanceof ObjectTransferred transferred) {
            Tag operation = Tag.of("operation", transferred.operation());
            count("gitsync.lfs.objects", "Objects of Git LFS that were transferred", operation);
            counter("gitsync.lfs.bytes", "Bytes of objects of Git LFS that were transferred", operation)
                    .increment((double) transferred.bytes());
        } else if (event instanceof FileLocked locked) {
            count("gitsync.lfs.locks", "Locks of files", Tag.of("operation", locked.operation()));
        }
    }

    private void onMirrors(AuditEvent event) {
        if (event instanceof MirrorOperated operated) {
            count("gitsync.operations", "Operations on spaces", Tag.of("operation", "mirror-" + operated.operation()));
        } else if (event instanceof WebhookReceived webhook) {
            String outcome = webhook.outcome().name().toLowerCase(Locale.ROOT);
            count("gitsync.webhooks", "Webhooks of mirrors", Tag.of("outcome", outcome));
        }
    }

    private void count(String name, String description, Tag tag) {
        counter(name, description, tag).increment();
    }

    private Counter counter(String name, String description, Tag tag) {
        return Counter.builder(name).description(description).tags(List.of(tag)).register(registry);
    }
}
