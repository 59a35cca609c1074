package dev.gitsync.servlet.internal.hooks;

import dev.gitsync.audit.AuditEvent.WebhookReceived.Outcome;
import dev.gitsync.internal.server.AuditRecorder;
import dev.gitsync.internal.server.RequestLimiter;
import dev.gitsync.internal.server.concurrency.Permit;
import dev.gitsync.internal.server.transfer.TransferLimit;
import dev.gitsync.limits.ServerLimits;
import dev.gitsync.limits.SignInCounts;
import dev.gitsync.mirror.Mirrors;
import dev.gitsync.servlet.connection.TrustedProxies;
import dev.gitsync.servlet.internal.request.ErrorResponse;
import dev.gitsync.servlet.internal.request.HttpResult;
import dev.gitsync.servlet.internal.request.RequestAuthenticatorBuilder;
import dev.gitsync.servlet.internal.transfer.BodyDrainer;
import dev.gitsync.servlet.internal.transfer.LimitedRequestBody;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles webhooks. The order of the steps decides what a response can reveal:
 *
 * <ol>
 *   <li>plain HTTP, too many requests in progress, and too many refused webhooks of the address are rejected for every URL alike;
 *   <li>a method other than POST, a URL that can't name a mirror, and a body that is announced too long are refused;
 *   <li>the mirror and its secret are looked up, and the signature is checked while the body arrives. A mirror that does not exist or has no
 *       secret takes the same steps ({@link Mirrors#receiveWebhook});
 *   <li>whatever was not accepted in the steps 2 and 3 has the same response. Only the sender of a webhook with a valid signature learns that
 *       the mirror exists.
 * </ol>
 *
 * <p>The content of the body is not used. Safe for use by several threads.
 */
public final class WebhookHandler {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookHandler.class);

    /** GitHub sends no longer bodies. A body is not kept, so its length costs no memory. */
    private static final long MAX_BODY_BYTES = 25L << 20;

    private static final Duration MAX_RECEIVE_TIME = Duration.ofSeconds(30);

    private final Mirrors mirrors;
    private final TrustedProxies proxies;
    private final boolean allowsPlainHttp;
    private final ServerLimits limits;
    private final RequestLimiter concurrency;
    private final WebhookLimiter refusals;
    private final AuditRecorder audit;

    /** Creates a handler for the webhooks of {@code mirrors}. It counts refusals apart from sign-ins. */
    public WebhookHandler(Mirrors mirrors, RequestAuthenticatorBuilder settings) {
        this.mirrors = mirrors;
        this.proxies = settings.trustedProxies();
        this.allowsPlainHttp = settings.allowsPlainHttp();
        this.limits = settings.limits();
        this.concurrency = new RequestLimiter(limits);
        this.refusals = new WebhookLimiter(settings.signInLimiter(SignInCounts.inProcess()));
        this.audit = settings.auditRecorder();
    }

    /** Handles a request for {@code path}, the segments of the URL below the mapping. */
    public HttpResult handle(HttpServletRequest request, List<String> path) {
        if (!allowsPlainHttp && !proxies.isSecure(request)) {
            return ErrorResponse.WEBHOOK_TLS_REQUIRED;
        }
        Webhook webhook = Webhook.of(request, proxies.clientAddress(request), path);
        Optional<Permit> permit = concurrency.acquire();
        if (permit.isEmpty()) {
            return ErrorResponse.SERVER_BUSY;
        }
        Permit acquired = permit.get();
        try (acquired) {
            return handleLimited(webhook);
        }
    }

    private HttpResult handleLimited(Webhook webhook) {
        Optional<Permit> permit = concurrency.acquireForUser(webhook.address());
        if (permit.isEmpty()) {
            drain(webhook);
            return ErrorResponse.TOO_MANY_REQUESTS;
        }
        Permit acquired = permit.get();
        try (acquired) {
            Optional<Duration> delay = refusals.delay(webhook.address());
            return delay.isPresent() ? block(webhook, delay.get()) : receive(webhook);
        }
    }

    private HttpResult block(Webhook webhook, Duration delay) {
        audit.webhook(webhook.address(), webhook.mirrorText(), Outcome.BLOCKED);
        drain(webhook);
        return ErrorResponse.tooManyWebhooks(delay);
    }

    private HttpResult receive(Webhook webhook) {
        if (isAccepted(webhook)) {
            audit.webhook(webhook.address(), webhook.mirrorText(), Outcome.ACCEPTED);
            return new AcceptedResponse();
        }
        refusals.recordRefusal(webhook.address());
        audit.webhook(webhook.address(), webhook.mirrorText(), Outcome.REFUSED);
        return ErrorResponse.WEBHOOK_REFUSED;
    }

    private boolean isAccepted(Webhook webhook) {
        if (webhook.http().getContentLengthLong() > MAX_BODY_BYTES) {
            return false;
        }
        try {
            return isSigned(webhook, body(webhook.http()));
        } catch (IOException e) {
            LOG.debug("The body of a webhook could not be received", e);
            return false;
        }
    }

    private boolean isSigned(Webhook webhook, LimitedRequestBody body) throws IOException {
        if (!webhook.http().getMethod().equals("POST") || webhook.mirror().isEmpty()) {
            body.transferTo(OutputStream.nullOutputStream());
            return false;
        }
        WebhookSignatures signatures = new WebhookSignatures(webhook.http());
        return mirrors.receiveWebhook(webhook.mirror().get(), secret -> signatures.match(secret, body));
    }

    private LimitedRequestBody body(HttpServletRequest request) throws IOException {
        Duration time =
                MAX_RECEIVE_TIME.compareTo(limits.maxReceiveTime()) < 0 ? MAX_RECEIVE_TIME : limits.maxReceiveTime();
        return new LimitedRequestBody(
                request.getInputStream(),
                MAX_BODY_BYTES,
                TransferLimit.of(time, limits.minReceiveRate(), limits.maxSlowTime()));
    }

    private void drain(Webhook webhook) {
        concurrency.drain(webhook.address(), () -> BodyDrainer.drain(webhook.http()));
    }
}
