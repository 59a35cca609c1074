package dev.gitsync.servlet.internal.request;

import dev.gitsync.error.StoreException;
import dev.gitsync.error.StoreRejectedException;
import dev.gitsync.internal.server.AuditRecorder;
import dev.gitsync.limits.SignInAttempt;
import dev.gitsync.limits.SignInCounts;
import dev.gitsync.limits.SignInLimiter;
import dev.gitsync.servlet.connection.TrustedProxies;
import dev.gitsync.servlet.identity.Authentication;
import dev.gitsync.servlet.identity.Authentication.Authenticated;
import dev.gitsync.servlet.identity.Authentication.Rejected;
import dev.gitsync.servlet.identity.Authenticator;
import dev.gitsync.servlet.identity.TokenAuthenticator;
import dev.gitsync.servlet.internal.credentials.BasicCredentials;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the checks that come before all others, in this order: the size of the headers, encryption, and the credentials. None of its error
 * responses depends on the URL, so that they don't reveal which spaces exist. Safe for use by several threads.
 */
public final class RequestAuthenticator {
    private static final Logger log = LoggerFactory.getLogger(RequestAuthenticator.class);

    private final Authenticator authenticator;
    private final ErrorResponse unauthorized;
    private final TrustedProxies proxies;
    private final boolean allowsPlainHttp;
    private final int maxHeaderChars;
    private final SignInLimiter signIns;
    private final AuditRecorder audit;

    RequestAuthenticator(RequestAuthenticatorBuilder builder, SignInCounts counts) {
        this.authenticator = builder.authenticator();
        this.unauthorized = ErrorResponse.unauthorized(builder.realm());
        this.proxies = builder.trustedProxies();
        this.allowsPlainHttp = builder.allowsPlainHttp();
        this.maxHeaderChars = builder.limits().maxHeaderChars();
        this.signIns = builder.signInLimiter(counts);
        this.audit = builder.auditRecorder();
    }

    /** Returns the IP address of the client. */
    public String clientAddress(HttpServletRequest request) {
        return proxies.clientAddress(request);
    }

    /** Returns what {@code onAuthenticated} returns if the credentials are valid, and what {@code onRejected} returns otherwise. */
    public <T> T authenticate(
            HttpServletRequest request,
            Function<AuthenticatedRequest, T> onAuthenticated,
            Function<ErrorResponse, T> onRejected) {
        if (headerChars(request) > maxHeaderChars) {
            return onRejected.apply(ErrorResponse.HEADERS_TOO_LARGE);
        } else if (!allowsPlainHttp && !proxies.isSecure(request)) {
            return onRejected.apply(ErrorResponse.TLS_REQUIRED);
        }
        String address = clientAddress(request);
        SignIn signIn = signIn(request, address);
        // The sign-in attempt is closed here, because the request itself can take long.
        return signIn.result() instanceof Authenticated authenticated
                ? onAuthenticated.apply(new AuthenticatedRequest(request, authenticated, address))
                : onRejected.apply(signIn.error());
    }

    private SignIn signIn(HttpServletRequest request, String address) {
        try {
            return request.getHeader("Authorization") == null
                    ? new SignIn(authenticator.authenticate(request), unauthorized)
                    : limitedSignIn(request, address);
        } catch (StoreRejectedException e) {
            throw e;
        } catch (StoreException e) {
            log.warn("Could not check credentials", e);
            return new SignIn(new Rejected(), ErrorResponse.ACCOUNTS_UNAVAILABLE);
        }
    }

    private SignIn limitedSignIn(HttpServletRequest request, String address) {
        try (SignInAttempt attempt = begin(request, address)) {
            return attempt.accept(new SignInAttempt.Visitor<>() {
                @Override
                public SignIn visitReserved(SignInAttempt.Reserved reserved) {
                    return new SignIn(check(request, reserved, address), unauthorized);
                }

                @Override
                public SignIn visitBlocked(SignInAttempt.Blocked blocked) {
                    audit.signInBlocked(address);
                    return new SignIn(new Rejected(), ErrorResponse.tooManySignIns(blocked.delay()));
                }

                @Override
                public SignIn visitCrowded(SignInAttempt.Crowded crowded) {
                    return new SignIn(new Rejected(), ErrorResponse.ACCOUNTS_UNAVAILABLE);
                }
            });
        }
    }

    private Authentication check(HttpServletRequest request, SignInAttempt.Reserved attempt, String address) {
        Authentication result = authenticator.authenticate(request);
        if (result instanceof Authenticated authenticated) {
            recordSuccess(attempt, authenticated.account());
        } else {
            attempt.failed();
            audit.signInFailed(address);
        }
        return result;
    }

    /** Clears the failures of the account whose password was checked. A client can send any name with a token. */
    private static void recordSuccess(SignInAttempt.Reserved attempt, @Nullable String account) {
        if (account == null) {
            attempt.succeeded();
        } else {
            attempt.succeeded(account);
        }
    }

    /** Begins an attempt. A secret in the form of a token is not a guess at a password, so it is counted by itself. */
    private SignInAttempt begin(HttpServletRequest request, String address) {
        return TokenAuthenticator.secret(request)
                .map(secret -> signIns.beginWithToken(address, secret))
                .orElseGet(() -> signIns.begin(
                        address,
                        BasicCredentials.of(request)
                                .map(BasicCredentials::userName)
                                .orElse(null)));
    }

    /**
     * The result of a sign-in.
     *
     * @param error the response if the credentials were rejected
     */
    private record SignIn(Authentication result, ErrorResponse error) {}

    private static long headerChars(HttpServletRequest request) {
        long chars = 0;
        for (String name : Collections.list(request.getHeaderNames())) {
            for (String value : Collections.list(request.getHeaders(name))) {
                chars += name.length() + value.length();
            }
        }
        return chars;
    }
}
