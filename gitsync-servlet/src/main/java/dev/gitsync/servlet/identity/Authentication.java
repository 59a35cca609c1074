package dev.gitsync.servlet.identity;

import dev.gitsync.access.Access;
import dev.gitsync.access.SpaceAccess;
import dev.gitsync.access.WikiUser;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The result of an {@link Authenticator}. The servlet rejects everything that is not {@link Authenticated}. */
public sealed interface Authentication {
    /**
     * The credentials are valid.
     *
     * @param user the user that they belong to
     * @param limit the highest access that the credentials allow, whatever access the user has
     * @param account the name whose password was checked, or null if the credentials are not a password; failed sign-ins to this name from the
     *     same address are cleared
     * @param validity whether the credentials are still valid; asked right before a push is committed, so it must be fast
     */
    record Authenticated(
            WikiUser user, SpaceAccess limit, @Nullable String account, BooleanSupplier validity)
            implements Authentication {
        /** Checks that no required component is null. */
        public Authenticated {
            Objects.requireNonNull(user, "user");
            Objects.requireNonNull(limit, "limit");
            Objects.requireNonNull(validity, "validity");
        }

        /** Creates a result for credentials other than a password, with the full access of the user. */
        public Authenticated(WikiUser user) {
            this(user, (who, space) -> Access.MAINTAIN);
        }

        /** Creates a result for credentials other than a password, with at most the access {@code limit}. */
        public Authenticated(WikiUser user, SpaceAccess limit) {
            this(user, limit, null, () -> true);
        }

        /** Creates a result for the password of {@code account}, with the full access of the user. */
        public static Authenticated withPassword(WikiUser user, String account, BooleanSupplier validity) {
            return new Authenticated(user, (who, space) -> Access.MAINTAIN, account, validity);
        }
    }

    /** The request has no credentials, or invalid ones. The servlet does not reveal which. */
    record Rejected() implements Authentication {}
}
