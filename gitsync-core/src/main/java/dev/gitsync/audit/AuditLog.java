package dev.gitsync.audit;

import dev.gitsync.audit.AuditEvent.Fetched;
import dev.gitsync.audit.AuditEvent.FileLocked;
import dev.gitsync.audit.AuditEvent.MirrorOperated;
import dev.gitsync.audit.AuditEvent.ObjectTransferred;
import dev.gitsync.audit.AuditEvent.Operated;
import dev.gitsync.audit.AuditEvent.Pushed;
import dev.gitsync.audit.AuditEvent.RefUpdate;
import dev.gitsync.audit.AuditEvent.SignInBlocked;
import dev.gitsync.audit.AuditEvent.SignInFailed;
import dev.gitsync.audit.AuditEvent.WebhookReceived;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes events to the logger {@code dev.gitsync.audit}, one line each: all except {@link AuditEvent.Answered}, and webhooks that were
 * blocked, whose number a stranger chooses.
 */
final class AuditLog implements AuditListener {
    private static final Logger log = LoggerFactory.getLogger("dev.gitsync.audit");
    private static final int MAX_CHARS = 200;

    @Override
    public void on(AuditEvent event) {
        if (event instanceof Pushed pushed) {
            pushed.updates().forEach(update -> log(pushed, update));
        } else if (event instanceof Fetched fetched) {
            log.info(
                    "fetch space={} user={} from={}{} wants={}",
                    fetched.space(),
                    clean(fetched.user()),
                    clean(fetched.address()),
                    key(fetched.key()),
                    fetched.wants());
        } else if (event instanceof Operated operated) {
            log.info(
                    "{} space={} user={} from={}",
                    operated.operation(),
                    operated.space(),
                    clean(operated.user()),
                    clean(operated.address()));
        } else if (event instanceof SignInFailed failed) {
            log.info("sign-in failed from={}", clean(failed.address()));
        } else if (event instanceof SignInBlocked blocked) {
            log.warn("sign-in blocked from={}", clean(blocked.address()));
        } else {
            logMirror(event);
            logFiles(event);
        }
    }

    private static void logFiles(AuditEvent event) {
        if (event instanceof ObjectTransferred transferred) {
            log.info(
                    "lfs-{} space={} user={} from={} object={} bytes={}",
                    transferred.operation(),
                    transferred.space(),
                    clean(transferred.user()),
                    clean(transferred.address()),
                    transferred.object(),
                    transferred.bytes());
        } else if (event instanceof FileLocked locked) {
            log.info(
                    "lfs-{} space={} user={} from={} lock={}",
                    locked.operation(),
                    locked.space(),
                    clean(locked.user()),
                    clean(locked.address()),
                    clean(locked.lock()));
        }
    }

    private static void logMirror(AuditEvent event) {
        if (event instanceof MirrorOperated operated) {
            log.info(
                    "mirror-{} space={} mirror={} user={} from={}",
                    operated.operation(),
                    operated.space(),
                    operated.mirror(),
                    clean(operated.user()),
                    clean(operated.address()));
        } else if (event instanceof WebhookReceived webhook && webhook.outcome() != WebhookReceived.Outcome.BLOCKED) {
            log.info(
                    "webhook mirror={} from={} outcome={}",
                    clean(webhook.mirror()),
                    clean(webhook.address()),
                    webhook.outcome().name().toLowerCase(Locale.ROOT));
        }
    }

    private static void log(Pushed pushed, RefUpdate update) {
        log.info(
                "push space={} user={} from={}{} ref={} old={} new={} outcome={}",
                pushed.space(),
                clean(pushed.user()),
                clean(pushed.address()),
                key(pushed.key()),
                clean(update.ref()),
                update.oldId(),
                update.newId(),
                update.isDone() ? "ok" : "refused: " + clean(update.reason()));
    }

    /** Returns the part of a line that names the key with which the user signed in. */
    private static String key(String fingerprint) {
        return fingerprint.isEmpty() ? "" : " key=" + clean(fingerprint);
    }

    /** Cuts {@code text} to 200 characters and replaces control characters and line separators by question marks. */
    private static String clean(String text) {
        return text.substring(0, Math.min(text.length(), MAX_CHARS)).replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
    }
}
