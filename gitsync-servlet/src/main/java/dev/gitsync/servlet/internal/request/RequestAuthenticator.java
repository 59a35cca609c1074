package dev.gitsync.servlet.internal.request;

import dev.gitsync.error.StoreException;
import dev.gitsync.error.StoreRejectedException;
import dev.gitsync.servlet.connection.Connection;
import dev.gitsync.servlet.connection.PlainHttp;
import dev.gitsync.servlet.connection.TrustedProxies;
import dev.gitsync.servlet.identity.Authentication;
import dev.gitsync.servlet.identity.Authentication.Authenticated;
import dev.gitsync.servlet.identity.Authentication.Rejected;
import dev.gitsync.servlet.identity.Authenticator;
import dev.gitsync.servlet.identity.BasicCredentials;
import dev.gitsync.servlet.identity.TokenAuthenticator;
import dev.gitsync.servlet.limits.ReservedAttempt;
import dev.gitsync.servlet.limits.SignInAttempt;
import dev.gitsync.servlet.limits.SignInLimiter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What comes before everything else: too much in the headers, a connection that others can listen to, and who it is. None of
 * its answers depends on what was asked for.
 */
public final class RequestAuthenticator {
    private static final Logger log = LoggerFactory.getLogger(RequestAuthenticator.class);

    private final Authenticator authenticator;
    private final ErrorResponse unauthorized;
    private final TrustedProxies proxies;
    private final PlainHttp plainHttp;
    private final int maxHeaderChars;
    private final SignInLimiter signIns;
    private final AuditRecorder audit;

    public RequestAuthenticator(
            Authenticator authenticator,
            String realm,
            TrustedProxies proxies,
            PlainHttp plainHttp,
            int maxHeaderChars,
            SignInLimiter signIns,
            AuditRecorder audit) {
        this.authenticator = authenticator;
        this.unauthorized = ErrorResponse.unauthorized(realm);
        this.proxies = proxies;
        this.plainHttp = plainHttp;
        this.maxHeaderChars = maxHeaderChars;
        this.signIns = signIns;
        this.audit = audit;
    }

    /** Where a request comes from. */
    public Connection connection(HttpServletRequest request) {
        return Connection.of(request, proxies);
    }

    /** Answers with {@code onAuthenticated} for those who have shown who they are, and with {@code onRejected} for all others. */
    public <T> T authenticate(
            HttpServletRequest request,
            BiFunction<Authenticated, Connection, T> onAuthenticated,
            Function<ErrorResponse, T> onRejected) {
        if (headerChars(request) > maxHeaderChars) {
            return onRejected.apply(ErrorResponse.HEADERS_TOO_LARGE);
        }
        Connection connection = connection(request);
        if (plainHttp == PlainHttp.LOOPBACK_ONLY && !connection.isSecure()) {
            return onRejected.apply(ErrorResponse.TLS_REQUIRED);
        }
        SignIn signIn = signIn(request, connection);
        // Outside the attempt, since what is done for those who are let in may take long.
        return signIn.result() instanceof Authenticated signedIn
                ? onAuthenticated.apply(signedIn, connection)
                : onRejected.apply(signIn.refusal());
    }

    private SignIn signIn(HttpServletRequest request, Connection connection) {
        try {
            return request.getHeader("Authorization") == null
                    ? new SignIn(authenticator.authenticate(request), unauthorized)
                    : signIn(request, connection.address());
        } catch (StoreRejectedException e) {
            throw e;
        } catch (StoreException e) {
            log.warn("A sign-in could not be checked", e);
            return new SignIn(new Rejected(), ErrorResponse.ACCOUNTS_UNAVAILABLE);
        }
    }

    private SignIn signIn(HttpServletRequest request, String address) {
        try (SignInAttempt attempt = begin(request, address)) {
            return attempt.accept(new SignInAttempt.Visitor<>() {
                @Override
                public SignIn visitReserved(ReservedAttempt reserved) {
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

    private Authentication check(HttpServletRequest request, ReservedAttempt attempt, String address) {
        Authentication result = authenticator.authenticate(request);
        if (result instanceof Authenticated signedIn) {
            credit(attempt, signedIn.account());
        } else {
            attempt.failed();
            audit.signInFailed(address);
        }
        return result;
    }

    /** Only the account whose password was checked: the name beside a token can be anybody's. */
    private static void credit(ReservedAttempt attempt, @Nullable String account) {
        if (account == null) {
            attempt.succeeded();
        } else {
            attempt.succeeded(account);
        }
    }

    /** What has the form of a token is no guess at a password, and is counted by itself. */
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
     * How a sign-in went.
     *
     * @param refusal the answer if it was rejected
     */
    private record SignIn(Authentication result, ErrorResponse refusal) {}

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
