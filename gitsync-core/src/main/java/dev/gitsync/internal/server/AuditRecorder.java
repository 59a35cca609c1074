package dev.gitsync.internal.server;

import dev.gitsync.audit.AuditEvent;
import dev.gitsync.audit.AuditEvent.RefUpdate;
import dev.gitsync.audit.AuditListener;
import dev.gitsync.mirror.MirrorId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes events to the audit listener of the embedder. Exceptions of the listener do not affect the request. */
public final class AuditRecorder {
    private static final Logger log = LoggerFactory.getLogger(AuditRecorder.class);

    /** The reason for a ref of a pack that JGit could not unpack. */
    private static final String NOT_UNPACKED = "the pack could not be read";

    private final AuditListener listener;
    private final Clock clock;

    public AuditRecorder(AuditListener listener, Clock clock) {
        this.listener = listener;
        this.clock = clock;
    }

    public void pushed(AuditSubject subject, List<ReceiveCommand> commands) {
        List<RefUpdate> updates = commands.stream().map(AuditRecorder::update).toList();
        record(time -> new AuditEvent.Pushed(
                time, subject.address(), subject.user(), subject.space(), updates, subject.key()));
    }

    public void fetched(AuditSubject subject, int wants) {
        record(time ->
                new AuditEvent.Fetched(time, subject.address(), subject.user(), subject.space(), wants, subject.key()));
    }

    public void operated(AuditSubject subject, String operation) {
        record(time -> new AuditEvent.Operated(time, subject.address(), subject.user(), subject.space(), operation));
    }

    /** Records an operation on a mirror. */
    public void mirrorOperated(AuditSubject subject, MirrorId mirror, String operation) {
        record(time -> new AuditEvent.MirrorOperated(
                time, subject.address(), subject.user(), subject.space(), mirror, operation));
    }

    /** Records a webhook for the mirror with this id, which need not exist. */
    public void webhook(String address, String mirror, AuditEvent.WebhookReceived.Outcome outcome) {
        record(time -> new AuditEvent.WebhookReceived(time, address, mirror, outcome));
    }

    /** Records the transfer of an object of Git LFS. */
    public void transferred(AuditSubject subject, String operation, String object, long bytes) {
        record(time -> new AuditEvent.ObjectTransferred(
                time, subject.address(), subject.user(), subject.space(), operation, object, bytes));
    }

    /** Records that a file was locked or unlocked. */
    public void fileLocked(AuditSubject subject, String operation, String lock) {
        record(time ->
                new AuditEvent.FileLocked(time, subject.address(), subject.user(), subject.space(), operation, lock));
    }

    /** Records that credentials were invalid. */
    public void signInFailed(String address) {
        record(time -> new AuditEvent.SignInFailed(time, address));
    }

    /** Records that the limiter for sign-ins blocked an attempt. */
    public void signInBlocked(String address) {
        record(time -> new AuditEvent.SignInBlocked(time, address));
    }

    private static RefUpdate update(ReceiveCommand command) {
        boolean isDone = command.getResult() == ReceiveCommand.Result.OK;
        String reason = command.getResult() == ReceiveCommand.Result.NOT_ATTEMPTED
                ? NOT_UNPACKED
                : Objects.requireNonNullElse(
                        command.getMessage(), command.getResult().name());
        return new RefUpdate(
                command.getRefName(),
                command.getOldId().name(),
                command.getNewId().name(),
                isDone,
                isDone ? "" : reason);
    }

    /** Passes the event that {@code event} creates for the current time to the listener. */
    public void record(Function<Instant, AuditEvent> event) {
        try {
            listener.on(event.apply(clock.instant()));
        } catch (RuntimeException | Error e) {
            log.warn("The audit listener threw an exception", e);
        }
    }
}
