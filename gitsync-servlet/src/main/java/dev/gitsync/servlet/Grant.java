package dev.gitsync.servlet;

import dev.gitsync.model.Space;
import dev.gitsync.push.PushPermission;
import dev.gitsync.report.SyncReport;
import dev.gitsync.servlet.connection.Connection;
import dev.gitsync.servlet.identity.Access;
import dev.gitsync.servlet.identity.WikiUser;
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
record Grant(
        WikiUser user,
        Connection connection,
        Access access,
        Space space,
        Endpoint endpoint,
        GitService service,
        PushPermission permission,
        @Nullable SyncReport caughtUp) {
    private static final String ATTRIBUTE = Grant.class.getName();

    /** The same, after the space has caught up. */
    Grant after(SyncReport report) {
        return new Grant(user, connection, access, space, endpoint, service, permission, report);
    }

    /** Puts this where {@link #of} finds it. */
    void attachTo(ServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /** The leave that a request has; JGit calls back with nothing but the request. */
    static Grant of(ServletRequest request) {
        return (Grant) Objects.requireNonNull(request.getAttribute(ATTRIBUTE), "request without a grant");
    }
}
