package dev.gitsync.servlet;

import jakarta.servlet.ServletException;
import java.io.IOException;

/** What the {@link Gatekeeper} decided. */
sealed interface Admission {
    /** Calls the method of {@code visitor} for the case that this is, and returns what it returns. */
    <T> T accept(Visitor<T> visitor) throws ServletException, IOException;

    /** The request may go on. */
    record Admitted(Grant grant) implements Admission {
        @Override
        public <T> T accept(Visitor<T> visitor) throws ServletException, IOException {
            return visitor.visitAdmitted(this);
        }
    }

    /** The request ends here, with this answer. */
    record Refused(Answer answer) implements Admission {
        @Override
        public <T> T accept(Visitor<T> visitor) throws ServletException, IOException {
            return visitor.visitRefused(this);
        }
    }

    /** The request ends here, and git is told so in its own protocol, since it would show nothing of an HTTP error here. */
    record FetchRefused(Answer answer) implements Admission {
        @Override
        public <T> T accept(Visitor<T> visitor) throws ServletException, IOException {
            return visitor.visitFetchRefused(this);
        }
    }

    /**
     * Handles each case, by answering the request.
     *
     * @param <T> what the visitor returns
     */
    interface Visitor<T> {
        /** Handles {@link Admitted}. */
        T visitAdmitted(Admitted admitted) throws ServletException, IOException;

        /** Handles {@link Refused}. */
        T visitRefused(Refused refused) throws ServletException, IOException;

        /** Handles {@link FetchRefused}. */
        T visitFetchRefused(FetchRefused refused) throws ServletException, IOException;
    }
}
