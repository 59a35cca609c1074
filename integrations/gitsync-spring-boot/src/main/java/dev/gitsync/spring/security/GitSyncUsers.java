package dev.gitsync.spring.security;

import dev.gitsync.access.WikiUser;
import java.util.Optional;
import org.springframework.security.core.Authentication;

/**
 * Translates between the users of Spring Security and those of gitsync. Declare a bean of this type if users have an id other than
 * their user name, or real email addresses. Safe for use by several threads.
 */
public interface GitSyncUsers {
    /** Returns the user who signed in. */
    WikiUser user(Authentication authentication);

    /**
     * Returns the authentication with which work of this user runs, with current authorities; empty if the user does not exist, is
     * disabled, locked or expired. Called for each request and before a push is committed, so it must be fast.
     *
     * @param userId the id of a {@link WikiUser}
     * @throws dev.gitsync.error.StoreException if the accounts are unavailable
     */
    Optional<Authentication> authentication(String userId);
}
