package dev.gitsync.servlet;

import dev.gitsync.servlet.connection.Connection;
import dev.gitsync.servlet.connection.PlainHttp;
import dev.gitsync.servlet.connection.TrustedProxies;
import dev.gitsync.servlet.identity.Authentication;
import dev.gitsync.servlet.identity.Authentication.Authenticated;
import dev.gitsync.servlet.identity.Authenticator;
import dev.gitsync.servlet.identity.BasicCredentials;
import dev.gitsync.servlet.limits.ServerLimits;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What comes before everything else: too much in the headers, a connection that others can listen to, and who it is. None of
 * its answers depends on what was asked for.
 */
final class FrontDoor {
    private final Authenticator authenticator;
    private final Answer unauthorized;
    private final TrustedProxies proxies;
    private final PlainHttp plainHttp;
    private final int maxHeaderChars;
    private final SignInLimiter signIns;
    private final Observer observer;

    FrontDoor(
            Authenticator authenticator,
            String realm,
            TrustedProxies proxies,
            PlainHttp plainHttp,
            ServerLimits limits,
            Observer observer) {
        this.authenticator = authenticator;
        this.unauthorized = Answer.unauthorized(realm);
        this.proxies = proxies;
        this.plainHttp = plainHttp;
        this.maxHeaderChars = limits.maxHeaderChars();
        this.signIns = new SignInLimiter(limits, System::nanoTime);
        this.observer = observer;
    }

    /** Where a request comes from. */
    Connection connection(HttpServletRequest request) {
        return Connection.of(request, proxies);
    }

    /** Answers with {@code onSignedIn} for those who have shown who they are, and with {@code onRefused} for all others. */
    <T> T admit(
            HttpServletRequest request,
            BiFunction<Authenticated, Connection, T> onSignedIn,
            Function<Answer, T> onRefused) {
        if (headerChars(request) > maxHeaderChars) {
            return onRefused.apply(Answer.HEADERS_TOO_LARGE);
        }
        Connection connection = connection(request);
        if (plainHttp == PlainHttp.LOOPBACK_ONLY && !connection.isPrivate()) {
            return onRefused.apply(Answer.TLS_NEEDED);
        }
        String address = connection.address();
        Optional<String> account = BasicCredentials.of(request).map(BasicCredentials::userName);
        boolean triesToSignIn = request.getHeader("Authorization") != null;
        Optional<Duration> wait = triesToSignIn ? signIns.wait(address, account) : Optional.empty();
        if (wait.isPresent()) {
            observer.signInBlocked(address);
            return onRefused.apply(Answer.tooManySignIns(wait.get()));
        }
        Authentication result = authenticator.authenticate(request);
        return result.match(
                signedIn -> {
                    signIns.succeeded(address, account);
                    return onSignedIn.apply(signedIn, connection);
                },
                () -> {
                    if (triesToSignIn) {
                        signIns.failed(address, account);
                        observer.signInFailed(address);
                    }
                    return onRefused.apply(unauthorized);
                });
    }

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
