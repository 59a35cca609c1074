package dev.gitsync.mirror;

import java.io.IOException;

/** Checks one request that claims to be a webhook of a mirror. */
@FunctionalInterface
public interface WebhookCheck {
    /**
     * Returns whether the sender of the request knows {@code secret}. {@link Mirrors#receiveWebhook} calls this exactly once for each
     * request, also if there is no such mirror; so the work of the check does not reveal which mirrors exist. Implementations compare in
     * constant time.
     *
     * @throws IOException when the request can't be read; the webhook is not accepted then
     */
    boolean isSignedWith(String secret) throws IOException;
}
