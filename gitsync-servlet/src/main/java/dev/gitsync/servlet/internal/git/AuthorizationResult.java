package dev.gitsync.servlet.internal.git;

import dev.gitsync.servlet.internal.request.ErrorResponse;
import jakarta.servlet.ServletException;
import java.io.IOException;

/** The result of a {@link RequestAuthorizer}. */
public sealed interface AuthorizationResult {
    /** Calls the method of {@code visitor} for the case that this is, and returns what it returns. */
    <T> T accept(Visitor<T> visitor) throws ServletException, IOException;

    /** The request is authorized. */
    record Authorized(AuthorizedRequest request) implements AuthorizationResult {
        @Override
        public <T> T accept(Visitor<T> visitor) throws ServletException, IOException {
            return visitor.visitAuthorized(this);
        }
    }

    /** The request is denied with an HTTP error. */
    record Denied(ErrorResponse error) implements AuthorizationResult {
        @Override
        public <T> T accept(Visitor<T> visitor) throws ServletException, IOException {
            return visitor.visitDenied(this);
        }
    }

    /** The fetch is denied with an error in git's own protocol, because git shows nothing of an HTTP error at this point. */
    record FetchDenied(ErrorResponse error) implements AuthorizationResult {
        @Override
        public <T> T accept(Visitor<T> visitor) throws ServletException, IOException {
            return visitor.visitFetchDenied(this);
        }
    }

    /**
     * Handles each case by responding to the request.
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
