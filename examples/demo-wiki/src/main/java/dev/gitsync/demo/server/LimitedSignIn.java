package dev.gitsync.demo.server;

import dev.gitsync.demo.account.Account;
import dev.gitsync.demo.account.SignIn;
import dev.gitsync.limits.SignInAttempt;
import dev.gitsync.limits.SignInLimiter;
import dev.gitsync.servlet.connection.TrustedProxies;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;

/** Checks the passwords that browsers and API clients send, within the limits that they share with git. Thread-safe. */
public final class LimitedSignIn {
    private static final Duration RETRY_WHEN_CROWDED = Duration.ofSeconds(5);

    private final SignIn signIn;
    private final SignInLimiter limiter;

    /** Checks with {@code signIn} as often as {@code limiter} allows. */
    public LimitedSignIn(SignIn signIn, SignInLimiter limiter) {
        this.signIn = signIn;
        this.limiter = limiter;
    }

    /**
     * Returns the account of this name if the password is right.
     *
     * @throws HttpProblem with 429 after too many failures, with 503 when the server is too busy to check
     */
    public Optional<Account> check(HttpServletRequest request, String name, String password) {
        String address = TrustedProxies.none().clientAddress(request);
        try (SignInAttempt attempt = limiter.begin(address, name)) {
            return attempt.accept(new SignInAttempt.Visitor<>() {
                @Override
                public Optional<Account> visitReserved(SignInAttempt.Reserved reserved) {
                    Optional<Account> account = signIn.account(name, password);
                    account.ifPresentOrElse(found -> reserved.succeeded(name), reserved::failed);
                    return account;
                }

                @Override
                public Optional<Account> visitBlocked(SignInAttempt.Blocked blocked) {
                    String sentence = "There were too many failed attempts to sign in. Try again later.";
                    throw new HttpProblem(429, sentence, blocked.delay());
                }

                @Override
                public Optional<Account> visitCrowded(SignInAttempt.Crowded crowded) {
                    String sentence = "Your account can't be checked at the moment. Try again in a few seconds.";
                    throw new HttpProblem(503, sentence, RETRY_WHEN_CROWDED);
                }
            });
        }
    }
}
