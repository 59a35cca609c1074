package dev.gitsync.servlet.internal.git;

import dev.gitsync.model.Space;
import dev.gitsync.push.PushPermission;
import dev.gitsync.report.SyncReport;
import dev.gitsync.servlet.connection.Connection;
import dev.gitsync.servlet.identity.Access;
import dev.gitsync.servlet.identity.WikiUser;
import dev.gitsync.servlet.internal.concurrency.LimitKey;
import dev.gitsync.servlet.internal.request.AuditSubject;
import jakarta.servlet.ServletRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Leave to use one service of one space, for the length of one request.
 *
 * @param user who has it
 * @param connection where the request comes from
 * @param access what the user may do with the space
 * @param space the space, which the user may use in this way
 * @param endpoint the part of the protocol that was asked for
 * @param service the service that it belongs to
 * @param permission whether the user still has it, for a push that is about to be committed
 * @param caughtUp how the space caught up with the wiki for this request; null if it did not have to
 */
public record AuthorizedRequest(
        WikiUser user,
        Connection connection,
        Access access,
        Space space,
        Endpoint endpoint,
        GitService service,
        PushPermission permission,
        @Nullable SyncReport caughtUp) {
    private static final String ATTRIBUTE = AuthorizedRequest.class.getName();

    /** The same, after the space has caught up. */
    AuthorizedRequest after(SyncReport report) {
        return new AuthorizedRequest(user, connection, access, space, endpoint, service, permission, report);
    }

    /** Returns who makes the request, for the audit trail. */
    AuditSubject auditSubject() {
        return new AuditSubject(connection.address(), user.id(), space.id());
    }

    /** Returns the key under which the request is limited. */
    public LimitKey limitKey() {
        return new LimitKey(user.id(), space.id().value());
    }

    /** Puts this where {@link #of} finds it. */
    void attachTo(ServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /** The leave that a request has; JGit calls back with nothing but the request. */
    static AuthorizedRequest of(ServletRequest request) {
        return (AuthorizedRequest)
                Objects.requireNonNull(request.getAttribute(ATTRIBUTE), "request without authorization");
    }
}
