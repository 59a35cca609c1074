package dev.gitsync.spring.security;

import dev.gitsync.error.StoreRejectedException;
import dev.gitsync.push.PushInterceptor;
import java.util.List;
import java.util.Optional;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Runs the work of a push as the user who pushed, so that {@code @PreAuthorize}, auditing and everything else that reads the {@link
 * SecurityContext} sees that user. Changes that came without a push run as the service user of the settings, who needs no account; without
 * one, the service user has no authorities.
 */
final class SecurityContextInterceptor implements PushInterceptor {
    private final GitSyncUsers users;

    SecurityContextInterceptor(GitSyncUsers users) {
        this.users = users;
    }

    @Override
    public void around(Context push, Runnable work) {
        SecurityContext before = SecurityContextHolder.getContext();
        SecurityContext own = SecurityContextHolder.createEmptyContext();
        own.setAuthentication(authentication(push));
        SecurityContextHolder.setContext(own);
        try {
            work.run();
        } finally {
            if (before.getAuthentication() == null) {
                SecurityContextHolder.clearContext();
            } else {
                SecurityContextHolder.setContext(before);
            }
        }
    }

    private Authentication authentication(Context push) {
        Optional<Authentication> user = users.authentication(push.user());
        if (user.isEmpty() && push.cause() != Context.Cause.MOVED_MAIN) {
            throw new StoreRejectedException(
                    "User " + push.user() + " may not sign in any more", new DisabledException(push.user()));
        }
        return user.orElseGet(() -> UsernamePasswordAuthenticationToken.authenticated(push.user(), null, List.of()));
    }
}
