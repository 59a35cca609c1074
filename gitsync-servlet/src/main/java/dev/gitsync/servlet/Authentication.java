package dev.gitsync.servlet;

import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/** What an {@link Authenticator} made of the credentials of a request. */
public sealed interface Authentication {
    /** Answers with the function for what this is. */
    default <T> T match(Function<Authenticated, T> onAuthenticated, Supplier<T> onRejected) {
        return this instanceof Authenticated a ? onAuthenticated.apply(a) : onRejected.get();
    }

    /**
     * The credentials are good.
     *
     * @param user whose they are
     */
    record Authenticated(WikiUser user) implements Authentication {
        /** Checks that nothing is missing. */
        public Authenticated {
            Objects.requireNonNull(user, "user");
        }
    }

    /** There are no credentials, or they are wrong. Which of the two, and why, is nobody's business. */
    record Rejected() implements Authentication {}
}
