package dev.gitsync.servlet.internal.git;

import dev.gitsync.access.Access;
import dev.gitsync.access.WikiUser;
import dev.gitsync.internal.server.AuditSubject;
import dev.gitsync.internal.server.concurrency.LimitKey;
import dev.gitsync.model.Space;
import dev.gitsync.report.SyncReport;
import dev.gitsync.servlet.internal.request.AuthenticatedRequest;
import jakarta.servlet.ServletRequest;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A request that may use one service of one space.
 *
 * @param authenticated the request and its user
 * @param access the access of the user to the space
 * @param space the space
 * @param endpoint the endpoint of the protocol
 * @param service the service that the endpoint belongs to
 * @param permission whether the user still has this access; asked before a push is committed
 * @param caughtUp how the space caught up with the wiki for this request; null if that was not necessary
 */
public record AuthorizedRequest(
        AuthenticatedRequest authenticated,
        Access access,
        Space space,
        Endpoint endpoint,
        GitService service,
        BooleanSupplier permission,
        @Nullable SyncReport caughtUp) {
    private static final String ATTRIBUTE = AuthorizedRequest.class.getName();

    /** Returns a copy for a space that has caught up with the wiki. */
    AuthorizedRequest after(SyncReport report) {
        return new AuthorizedRequest(authenticated, access, space, endpoint, service, permission, report);
    }

    /** Returns the user who sent the request. */
    public WikiUser user() {
        return authenticated.user();
    }

    /** Returns whether the request sends a push. */
    boolean isPush() {
        return endpoint == Endpoint.RECEIVE_PACK;
    }

    /** Returns who makes the request, for the audit trail. */
    AuditSubject auditSubject() {
        return authenticated.auditSubject(space);
    }

    /** Returns the key under which the request is limited. */
    LimitKey limitKey() {
        return new LimitKey(user().id(), space.id().value());
    }

    /** Stores this in {@code request}, where {@link #of} finds it. */
    void attachTo(ServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /** Returns what {@link #attachTo} stored. JGit passes nothing but the request to its callbacks. */
    static AuthorizedRequest of(ServletRequest request) {
        return (AuthorizedRequest)
                Objects.requireNonNull(request.getAttribute(ATTRIBUTE), "request without authorization");
    }
}
