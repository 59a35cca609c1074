package dev.gitsync.servlet.internal.git;

import dev.gitsync.servlet.internal.request.ErrorResponse;
import jakarta.servlet.ServletException;
import java.io.IOException;

/** What the {@link RequestAuthorizer} decided. */
public sealed interface AuthorizationResult {
    /** Calls the method of {@code visitor} for the case that this is, and returns what it returns. */
    <T> T accept(Visitor<T> visitor) throws ServletException, IOException;

    /** The request may go on. */
    record Authorized(AuthorizedRequest request) implements AuthorizationResult {
        @Override
        public <T> T accept(Visitor<T> visitor) throws ServletException, IOException {
            return visitor.visitAuthorized(this);
        }
    }

    /** The request ends here, with this answer. */
    record Denied(ErrorResponse error) implements AuthorizationResult {
        @Override
        public <T> T accept(Visitor<T> visitor) throws ServletException, IOException {
            return visitor.visitDenied(this);
        }
    }

    /** The request ends here, and git is told so in its own protocol, since it would show nothing of an HTTP error here. */
    record FetchDenied(ErrorResponse error) implements AuthorizationResult {
        @Override
        public <T> T accept(Visitor<T> visitor) throws ServletException, IOException {
            return visitor.visitFetchDenied(this);
        }
    }

    /**
     * Handles each case, by answering the request.
     *
     * @param <T> what the visitor returns
     */
    interface Visitor<T> {
        /** Handles {@link Authorized}. */
        T visitAuthorized(Authorized authorized) throws ServletException, IOException;

        /** Handles {@link Denied}. */
        T visitDenied(Denied denied) throws ServletException, IOException;

        /** Handles {@link FetchDenied}. */
        T visitFetchDenied(FetchDenied denied) throws ServletException, IOException;
    }
}
