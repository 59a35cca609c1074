package dev.gitsync.servlet.identity;

import dev.gitsync.servlet.identity.Authentication.Authenticated;
import dev.gitsync.servlet.identity.Authentication.Rejected;
import dev.gitsync.servlet.internal.credentials.AuthorizationHeader;
import dev.gitsync.servlet.internal.credentials.BasicCredentials;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.Optional;

/**
 * Authenticates users with HTTP Basic (RFC 7617) and the wiki's own passwords. It rejects the following without asking the wiki: anything but
 * exactly one well-formed {@code Authorization: Basic} header in UTF-8 of at most {@value #MAX_HEADER_CHARS} characters, an empty name, and an
 * empty password, because some directories treat an empty password as an anonymous and successful sign-in.
 */
public final class BasicAuthenticator implements Authenticator {
    /** The maximum length of the {@code Authorization} header, in characters. */
    public static final int MAX_HEADER_CHARS = AuthorizationHeader.MAX_CHARS;

    private final PasswordCheck passwords;

    /** Creates an authenticator that checks passwords with {@code passwords}. */
    public BasicAuthenticator(PasswordCheck passwords) {
        this.passwords = Objects.requireNonNull(passwords, "passwords");
    }

    @Override
    public Authentication authenticate(HttpServletRequest request) {
        return BasicCredentials.of(request).flatMap(this::authenticated).orElseGet(Rejected::new);
    }

    private Optional<Authentication> authenticated(BasicCredentials credentials) {
        String name = credentials.userName();
        String password = credentials.password();
        return passwords
                .check(name, password)
                .map(user ->
                        Authenticated.withPassword(user, name, () -> passwords.isStillValid(name, password, user)));
    }
}
