package dev.gitsync.servlet.identity;

import dev.gitsync.servlet.identity.Authentication.Authenticated;
import dev.gitsync.servlet.identity.Authentication.Rejected;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.Optional;

/**
 * HTTP Basic (RFC 7617) against the wiki's own accounts. Whatever is not exactly one well-formed {@code Authorization: Basic}
 * header in UTF-8, of at most {@value #MAX_HEADER_CHARS} characters, is rejected without asking the wiki. So are an empty
 * name and an empty password, since some directories take an empty password for an anonymous and successful sign-in.
 */
public final class BasicAuthenticator implements Authenticator {
    /** How long the {@code Authorization} header may be. */
    public static final int MAX_HEADER_CHARS = AuthorizationHeader.MAX_CHARS;

    private final PasswordCheck passwords;

    /** Asks {@code passwords} whether a name and a password belong together. */
    public BasicAuthenticator(PasswordCheck passwords) {
        this.passwords = Objects.requireNonNull(passwords, "passwords");
    }

    @Override
    public Authentication authenticate(HttpServletRequest request) {
        return BasicCredentials.of(request).flatMap(this::authenticated).orElseGet(Rejected::new);
    }

    private Optional<Authentication> authenticated(BasicCredentials credentials) {
        return passwords
                .check(credentials.userName(), credentials.password())
                .map(user -> Authenticated.withPassword(
                        user, credentials.userName(), () -> passwords.isStillValid(credentials, user)));
    }
}
