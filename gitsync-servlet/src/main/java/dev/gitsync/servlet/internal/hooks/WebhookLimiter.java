package dev.gitsync.servlet.internal.hooks;

import dev.gitsync.limits.SignInAttempt;
import dev.gitsync.limits.SignInLimiter;
import java.time.Duration;
import java.util.Optional;

/**
 * Limits how many webhooks of one address may be refused, as failed sign-ins are limited. It ignores which mirror they are for, so that its
 * answers don't reveal which mirrors exist. Safe for use by several threads.
 */
final class WebhookLimiter {
    private final SignInLimiter limiter;

    WebhookLimiter(SignInLimiter limiter) {
        this.limiter = limiter;
    }

    /**
     * Returns for how long the webhooks of an address are refused unread; empty if they may be checked. The check does not happen within
     * this attempt, because attempts of one address wait for each other, and a sender may be slow.
     */
    Optional<Duration> delay(String address) {
        try (SignInAttempt attempt = limiter.begin(address, null)) {
            return attempt instanceof SignInAttempt.Blocked blocked ? Optional.of(blocked.delay()) : Optional.empty();
        }
    }

    /** Counts a webhook that was refused. */
    void recordRefusal(String address) {
        try (SignInAttempt attempt = limiter.begin(address, null)) {
            if (attempt instanceof SignInAttempt.Reserved reserved) {
                reserved.failed();
            }
        }
    }
}
