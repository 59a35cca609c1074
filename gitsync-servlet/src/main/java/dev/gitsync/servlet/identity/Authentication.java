package dev.gitsync.servlet.identity;

import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What an {@link Authenticator} made of the credentials of a request. Whatever is not {@link Authenticated} is refused. */
public sealed interface Authentication {
    /**
     * The credentials are good.
     *
     * @param user whose they are
     * @param limit the most that these credentials are good for, whatever more the user may do
     * @param account the name whose password was checked, or null when the credentials are no password; failed sign-ins to
     *     this name from the same address are forgotten, and to no other
     * @param validity whether the credentials are still good, asked right before a push is committed: be quick
     */
    record Authenticated(
            WikiUser user, SpaceAccess limit, @Nullable String account, BooleanSupplier validity)
            implements Authentication {
        /** Checks that nothing is missing. */
        public Authenticated {
            Objects.requireNonNull(user, "user");
            Objects.requireNonNull(limit, "limit");
            Objects.requireNonNull(validity, "validity");
        }

        /** Credentials that are no password, and good for all that the user may do. */
        public Authenticated(WikiUser user) {
            this(user, (who, space) -> Access.MAINTAIN);
        }

        /** Credentials that are no password, and good for no more than {@code limit}. */
        public Authenticated(WikiUser user, SpaceAccess limit) {
            this(user, limit, null, () -> true);
        }

        /** The password of {@code account}, good for all that the user may do. */
        public static Authenticated withPassword(WikiUser user, String account, BooleanSupplier validity) {
            return new Authenticated(user, (who, space) -> Access.MAINTAIN, account, validity);
        }
    }

    /** There are no credentials, or they are wrong. Which of the two, and why, is nobody's business. */
    record Rejected() implements Authentication {}
}
