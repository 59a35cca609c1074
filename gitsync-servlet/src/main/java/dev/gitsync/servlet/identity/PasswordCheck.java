package dev.gitsync.servlet.identity;

import dev.gitsync.access.WikiUser;
import java.util.Optional;

/** Checks the passwords of the wiki. Implementations must be safe for use by several threads. */
@FunctionalInterface
public interface PasswordCheck {
    /**
     * Returns the user with this name and password, or empty if the user does not exist, the password is wrong or the account is locked. Should
     * take the same time in all these cases.
     *
     * @param userName the name that the client sent, neither empty nor with control characters
     * @param password the password, neither empty nor with control characters; must not be logged
     */
    Optional<WikiUser> check(String userName, String password);

    /**
     * Returns whether a user may still sign in, without the password. The servlet asks right before a push is
     * committed, when minutes may have passed since the sign-in, so this must be fast. Returns true by default; then
     * only the access to the space can stop the push.
     */
    default boolean isStillAllowed(WikiUser user) {
        return true;
    }

    /**
     * Returns whether the password is still valid, right before a push is committed, so that a password reset stops pushes with a stolen password.
     * By default it calls {@link #isStillAllowed}, because a second check of a password may be slow. If it is fast, override it: {@code return
     * check(userName, password).isPresent()}.
     *
     * @param user what {@link #check} returned for this name and password
     */
    default boolean isStillValid(String userName, String password, WikiUser user) {
        return isStillAllowed(user);
    }
}
