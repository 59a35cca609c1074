package dev.gitsync.spring.security;

import dev.gitsync.access.WikiUser;
import dev.gitsync.error.StoreException;
import dev.gitsync.servlet.identity.PasswordCheck;
import java.util.Optional;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;

/**
 * Checks passwords with the application's {@link AuthenticationManager}, so that its encoders, events and locks apply. A failure of the
 * accounts themselves, {@link AuthenticationServiceException}, is answered with 503 and does not count as a failed sign-in.
 */
final class ManagerPasswordCheck implements PasswordCheck {
    private final AuthenticationManager manager;
    private final GitSyncUsers users;

    ManagerPasswordCheck(AuthenticationManager manager, GitSyncUsers users) {
        this.manager = manager;
        this.users = users;
    }

    @Override
    public Optional<WikiUser> check(String userName, String password) {
        try {
            Authentication found =
                    manager.authenticate(UsernamePasswordAuthenticationToken.unauthenticated(userName, password));
            return Optional.ofNullable(found)
                    .filter(Authentication::isAuthenticated)
                    .map(users::user);
        } catch (AuthenticationServiceException e) {
            throw new StoreException("The accounts of the application can't be read", e);
        } catch (AuthenticationException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean isStillAllowed(WikiUser user) {
        return users.authentication(user.id()).isPresent();
    }
}
