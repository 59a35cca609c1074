package dev.gitsync.servlet.internal.git;

import dev.gitsync.internal.server.RequestLimiter;
import dev.gitsync.internal.server.concurrency.Permit;
import dev.gitsync.servlet.internal.git.AuthorizationResult.Authorized;
import dev.gitsync.servlet.internal.git.AuthorizationResult.Denied;
import dev.gitsync.servlet.internal.git.AuthorizationResult.FetchDenied;
import dev.gitsync.servlet.internal.request.ErrorResponse;
import dev.gitsync.servlet.internal.request.HttpExchange;
import dev.gitsync.servlet.internal.transfer.BodyDrainer;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Optional;

/**
 * Handles a request: limits how many run at the same time, authorizes it, limits how many of its user run at the same time, and passes it to
 * the {@link GitRequestProcessor}. Safe for use by several threads.
 */
public final class GitRequestHandler {
    /** The service of a request that was rejected before the service was known. */
    public static final String NO_SERVICE = "none";

    private final RequestLimiter limiter;
    private final RequestAuthorizer authorizer;
    private final GitRequestProcessor processor;

    /** Creates a handler for requests that {@code authorizer} authorizes. */
    public GitRequestHandler(RequestLimiter limiter, RequestAuthorizer authorizer, GitRequestProcessor processor) {
        this.limiter = limiter;
        this.authorizer = authorizer;
        this.processor = processor;
    }

    /** Responds to a request and returns the service that it used, {@code fetch}, {@code push} or {@link #NO_SERVICE}. */
    public String handle(HttpExchange exchange) throws ServletException, IOException {
        Optional<Permit> permit = limiter.acquire();
        if (permit.isEmpty()) {
            ErrorResponse.SERVER_BUSY.send(exchange.response());
            return NO_SERVICE;
        }
        Permit acquired = permit.get();
        try (acquired) {
            return authorizer.authorize(exchange.request()).accept(new Responder(exchange));
        }
    }

    private void process(AuthorizedRequest authorized, HttpExchange exchange) throws ServletException, IOException {
        String user = authorized.user().id();
        Optional<Permit> permit = limiter.acquireForUser(user);
        if (permit.isEmpty()) {
            limiter.drain(user, () -> BodyDrainer.drain(exchange.request()));
            ErrorResponse.TOO_MANY_REQUESTS.send(exchange.response());
            return;
        }
        Permit acquired = permit.get();
        try (acquired) {
            processor.process(authorized, exchange);
        }
    }

    /** Responds according to the result of the authorization. */
    private final class Responder implements AuthorizationResult.Visitor<String> {
        private final HttpExchange exchange;

        Responder(HttpExchange exchange) {
            this.exchange = exchange;
        }

        @Override
        public String visitAuthorized(Authorized authorized) throws ServletException, IOException {
            process(authorized.request(), exchange);
            return authorized.request().service().auditName();
        }

        @Override
        public String visitDenied(Denied denied) throws IOException {
            denied.error().send(exchange.response());
            return NO_SERVICE;
        }

        @Override
        public String visitFetchDenied(FetchDenied denied) throws IOException {
            ErrorResponse.sendToFetch(denied.error().message(), exchange.response());
            return NO_SERVICE;
        }
    }
}
