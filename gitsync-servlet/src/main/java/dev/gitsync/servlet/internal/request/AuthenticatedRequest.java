package dev.gitsync.servlet.internal.request;

import dev.gitsync.access.Access;
import dev.gitsync.access.WikiUser;
import dev.gitsync.internal.server.AuditSubject;
import dev.gitsync.internal.server.transfer.MalformedRequestException;
import dev.gitsync.model.Space;
import dev.gitsync.servlet.identity.Authentication.Authenticated;
import jakarta.servlet.http.HttpServletRequest;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * A request whose credentials are valid.
 *
 * @param http the request
 * @param authentication the user, and what the credentials allow
 * @param clientAddress the IP address of the client
 */
public record AuthenticatedRequest(HttpServletRequest http, Authenticated authentication, String clientAddress) {
    /** Returns the user who sent the request. */
    public WikiUser user() {
        return authentication.user();
    }

    /** Returns the highest access to {@code space} that the credentials allow, whatever access the user has. */
    public Access maxAccess(Space space) {
        return authentication.limit().access(user(), space);
    }

    /**
     * Returns a parameter of the query, or null.
     *
     * @throws UncheckedIOException if the container can't decode the query; the cause is a {@link MalformedRequestException}
     */
    public @Nullable String parameter(String name) {
        try {
            return http.getParameter(name);
        } catch (RuntimeException e) { // each container has its own
            throw new UncheckedIOException(new MalformedRequestException("its query can't be decoded", e));
        }
    }

    /** Returns the user's identity for the audit trail of {@code space}. */
    public AuditSubject auditSubject(Space space) {
        return new AuditSubject(clientAddress, user().id(), space.id());
    }
}
