package dev.gitsync.servlet.identity;

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
     * @param limit the most that these credentials are good for, whatever more the user may do
     */
    record Authenticated(WikiUser user, SpaceAccess limit) implements Authentication {
        /** Checks that nothing is missing. */
        public Authenticated {
            Objects.requireNonNull(user, "user");
            Objects.requireNonNull(limit, "limit");
        }

        /** Credentials that are good for all that the user may do. */
        public Authenticated(WikiUser user) {
            this(user, (who, space) -> Access.MAINTAIN);
        }
    }

    /** There are no credentials, or they are wrong. Which of the two, and why, is nobody's business. */
    record Rejected() implements Authentication {}
}
