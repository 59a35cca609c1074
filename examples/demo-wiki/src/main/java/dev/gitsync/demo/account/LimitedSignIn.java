package dev.gitsync.demo.account;

import dev.gitsync.servlet.connection.TrustedProxies;
import dev.gitsync.servlet.limits.ReservedAttempt;
import dev.gitsync.servlet.limits.SignInAttempt;
import dev.gitsync.servlet.limits.SignInLimiter;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;

/** Checks passwords that browsers and API clients send, within the limits that they share with git. Safe for use by several threads. */
public final class LimitedSignIn {
    private static final Duration MOMENT = Duration.ofSeconds(5);

    private final SignIn signIn;
    private final SignInLimiter limiter;

    /** Checks with {@code signIn}, as often as {@code limiter} lets it. */
    public LimitedSignIn(SignIn signIn, SignInLimiter limiter) {
        this.signIn = signIn;
        this.limiter = limiter;
    }

    /**
     * The account, if there is one of that name and this is its password.
     *
     * @throws NotCheckedException when the password was not looked at
     */
    public Optional<Account> check(HttpServletRequest request, String name, String password) {
        String address = TrustedProxies.none().clientAddress(request);
        try (SignInAttempt attempt = limiter.begin(address, name)) {
            return attempt.accept(new SignInAttempt.Visitor<>() {
                @Override
                public Optional<Account> visitReserved(ReservedAttempt reserved) {
                    return checked(reserved, name, password);
                }

                @Override
                public Optional<Account> visitBlocked(SignInAttempt.Blocked blocked) {
                    throw new NotCheckedException(
                            429, blocked.delay(), "There were too many failed attempts to sign in. Try again later.");
                }

                @Override
                public Optional<Account> visitCrowded(SignInAttempt.Crowded crowded) {
                    throw new NotCheckedException(
                            503, MOMENT, "Your account can't be checked at the moment. Try again in a few seconds.");
                }
            });
        }
    }

    private Optional<Account> checked(ReservedAttempt attempt, String name, String password) {
        Optional<Account> account = signIn.check(name, password);
        account.ifPresentOrElse(found -> attempt.succeeded(name), attempt::failed);
        return account;
    }

    /** The password was not looked at: there were too many failed attempts, or no turn to check it in time. */
    public static final class NotCheckedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int status;
        private final Duration delay;

        NotCheckedException(int status, Duration delay, String sentence) {
            super(sentence, null, false, false);
            this.status = status;
            this.delay = delay;
        }

        /** The HTTP status. */
        public int status() {
            return status;
        }

        /** The value of the header {@code Retry-After}. */
        public String retryAfter() {
            return Long.toString(delay.toSeconds() + 1);
        }

        /** A sentence for whoever tried. */
        public String sentence() {
            return String.valueOf(getMessage());
        }
    }
}
