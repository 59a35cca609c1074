package dev.gitsync.servlet.identity;

import dev.gitsync.access.Access;
import dev.gitsync.access.WikiUser;
import dev.gitsync.servlet.identity.Authentication.Authenticated;
import dev.gitsync.servlet.identity.Authentication.Rejected;
import dev.gitsync.servlet.internal.credentials.AuthorizationHeader;
import dev.gitsync.servlet.internal.credentials.BasicCredentials;
import dev.gitsync.token.AccessToken;
import dev.gitsync.token.AccessTokens;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Authenticates users with personal access tokens. A client sends a token as {@code Authorization: Bearer} (RFC 6750), or as the password of
 * HTTP Basic with any name, because git supports nothing else. All other credentials are rejected without a check, so place it before another
 * authenticator: {@code new TokenAuthenticator(tokens, accounts::find).or(new BasicAuthenticator(accounts::signIn))}.
 */
public final class TokenAuthenticator implements Authenticator {
    private final AccessTokens tokens;
    private final Function<String, Optional<WikiUser>> users;

    /**
     * Creates an authenticator.
     *
     * @param tokens checks the tokens
     * @param users finds a user by the wiki's id, and returns empty for users who may not sign in
     */
    public TokenAuthenticator(AccessTokens tokens, Function<String, Optional<WikiUser>> users) {
        this.tokens = Objects.requireNonNull(tokens, "tokens");
        this.users = Objects.requireNonNull(users, "users");
    }

    /** Returns the token of a request, valid or not, or empty if the credentials do not have the form of a token. */
    public static Optional<String> secret(HttpServletRequest request) {
        return AuthorizationHeader.of(request, "Bearer")
                .or(() -> BasicCredentials.of(request).map(BasicCredentials::password))
                .filter(AccessTokens::isSecret);
    }

    @Override
    public Authentication authenticate(HttpServletRequest request) {
        return secret(request)
                .flatMap(secret -> tokens.check(secret).flatMap(token -> authenticated(token, secret)))
                .orElseGet(Rejected::new);
    }

    /** Names no account, because the name beside a token proves nothing. */
    private Optional<Authentication> authenticated(AccessToken token, String secret) {
        Access most = token.right() == AccessToken.Right.WRITE ? Access.WRITE : Access.READ;
        return users.apply(token.user())
                .map(user -> new Authenticated(
                        user,
                        (who, space) -> token.opens(space.id()) ? most : Access.NONE,
                        null,
                        () -> tokens.check(secret).isPresent()
                                && users.apply(token.user()).isPresent()));
    }
}
