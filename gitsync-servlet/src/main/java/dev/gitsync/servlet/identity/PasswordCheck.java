package dev.gitsync.servlet.identity;

import java.util.Optional;

/** The wiki's own accounts, asked for a name and a password. Safe for use by several threads. */
@FunctionalInterface
public interface PasswordCheck {
    /**
     * The user who signs in as {@code userName} with {@code password}, or nothing when there is no such user, the password
     * is another, or the account is locked. Should take the same time in all these cases.
     *
     * @param userName neither empty nor with control characters; otherwise as a stranger sent it
     * @param password neither empty nor with control characters; must not be logged
     */
    Optional<WikiUser> check(String userName, String password);

    /**
     * Whether a user who has just signed in still may, without the password; asked right before a push is committed, when
     * minutes may have passed. Be quick. Answers yes by default: the push is then stopped by the rights on the space alone.
     */
    default boolean isStillAllowed(WikiUser user) {
        return true;
    }

    /**
     * Whether a password that was right when a push began still is, asked right before the push is committed; so that who resets a
     * stolen password stops the pushes that came with it. Asks {@link #isStillAllowed} by default, since a second check of a
     * password may be slow. Override it where that is quick: {@code return check(credentials.userName(),
     * credentials.password()).isPresent()}.
     */
    default boolean isStillValid(BasicCredentials credentials, WikiUser user) {
        return isStillAllowed(user);
    }
}
