package dev.gitsync.spring.security;

import dev.gitsync.access.WikiUser;
import dev.gitsync.error.StoreException;
import dev.gitsync.model.Person;
import java.util.Optional;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/** The users of a {@link UserDetailsService}: the id of a user is the user name. */
final class UserDetailsUsers implements GitSyncUsers {
    private final UserDetailsService accounts;
    private final String emailDomain;

    UserDetailsUsers(UserDetailsService accounts, String emailDomain) {
        this.accounts = accounts;
        this.emailDomain = emailDomain;
    }

    @Override
    public WikiUser user(Authentication authentication) {
        String name = authentication.getName();
        String email = name.contains("@") ? name : name + "@" + emailDomain;
        return new WikiUser(name, new Person(name, email));
    }

    @Override
    public Optional<Authentication> authentication(String userId) {
        try {
            return Optional.of(accounts.loadUserByUsername(userId))
                    .filter(UserDetailsUsers::maySignIn)
                    .map(details ->
                            UsernamePasswordAuthenticationToken.authenticated(details, null, details.getAuthorities()));
        } catch (UsernameNotFoundException e) {
            return Optional.empty();
        } catch (RuntimeException e) {
            throw new StoreException("The accounts of the application can't be read", e);
        }
    }

    private static boolean maySignIn(UserDetails details) {
        return details.isEnabled()
                && details.isAccountNonLocked()
                && details.isAccountNonExpired()
                && details.isCredentialsNonExpired();
    }
}
