package dev.gitsync.servlet;

import dev.gitsync.model.SpaceId;
import dev.gitsync.servlet.audit.AuditEvent;
import dev.gitsync.servlet.audit.AuditEvent.RefUpdate;
import dev.gitsync.servlet.audit.AuditListener;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the embedder's listener, which can do no harm to the request. */
final class Observer {
    private static final Logger log = LoggerFactory.getLogger(Observer.class);

    /** JGit reports it as an unpack error, beside the commands. */
    private static final String NOT_UNPACKED = "the pack was not taken in";

    private final AuditListener listener;
    private final Clock clock;

    Observer(AuditListener listener, Clock clock) {
        this.listener = listener;
        this.clock = clock;
    }

    void pushed(Grant grant, List<ReceiveCommand> commands) {
        List<RefUpdate> updates = commands.stream().map(Observer::update).toList();
        tell(new AuditEvent.Pushed(
                clock.instant(),
                grant.connection().address(),
                grant.user().id(),
                grant.space().id(),
                updates));
    }

    void fetched(Grant grant, int wants) {
        tell(new AuditEvent.Fetched(
                clock.instant(),
                grant.connection().address(),
                grant.user().id(),
                grant.space().id(),
                wants));
    }

    void operated(String address, String user, SpaceId space, String operation) {
        tell(new AuditEvent.Operated(clock.instant(), address, user, space, operation));
    }

    void signInFailed(String address) {
        tell(new AuditEvent.SignInFailed(clock.instant(), address));
    }

    void signInBlocked(String address) {
        tell(new AuditEvent.SignInBlocked(clock.instant(), address));
    }

    void answered(String address, String service, int status, Duration duration) {
        tell(new AuditEvent.Answered(clock.instant(), address, service, status, duration));
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

    private void tell(AuditEvent event) {
        try {
            listener.on(event);
        } catch (RuntimeException | Error e) {
            log.warn("The audit listener failed", e);
        }
    }
}
