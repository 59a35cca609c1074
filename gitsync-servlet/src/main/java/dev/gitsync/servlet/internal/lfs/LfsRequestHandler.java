package dev.gitsync.servlet.internal.lfs;

import dev.gitsync.internal.server.RequestLimiter;
import dev.gitsync.internal.server.concurrency.Permit;
import dev.gitsync.servlet.internal.git.GitRequestHandler;
import dev.gitsync.servlet.internal.request.ErrorResponse;
import dev.gitsync.servlet.internal.request.HttpExchange;
import dev.gitsync.servlet.internal.request.RepositoryUrl;
import dev.gitsync.servlet.internal.text.JsonObject.InvalidFieldException;
import dev.gitsync.servlet.internal.transfer.BodyDrainer;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;

/**
 * Handles a request for Git LFS: limits how many requests run at the same time, authorizes it, limits how many of its user run at the
 * same time, and passes it to its endpoint. Every error is JSON, whose message git-lfs shows. Safe for use by several threads.
 */
public final class LfsRequestHandler {
    private static final String SERVICE = "lfs";

    private final RequestLimiter limiter;
    private final LfsAuthorizer authorizer;
    private final LfsEndpoints endpoints;

    /** Creates a handler for requests that {@code authorizer} authorizes. */
    public LfsRequestHandler(RequestLimiter limiter, LfsAuthorizer authorizer, LfsEndpoints endpoints) {
        this.limiter = limiter;
        this.authorizer = authorizer;
        this.endpoints = endpoints;
    }

    /** Returns whether a request is for Git LFS, by the form of its URL alone. */
    public static boolean handles(HttpServletRequest request) {
        return RepositoryUrl.of(request, Integer.MAX_VALUE)
                .filter(LfsUrl::isLfs)
                .isPresent();
    }

    /** Responds to a request and returns the service that it used, {@code lfs} or {@link GitRequestHandler#NO_SERVICE}. */
    public String handle(HttpExchange exchange) throws IOException {
        Optional<Permit> permit = limiter.acquire();
        if (permit.isEmpty()) {
            LfsResponse.of(ErrorResponse.SERVER_BUSY).send(exchange.response());
            return GitRequestHandler.NO_SERVICE;
        }
        Permit acquired = permit.get();
        try (acquired) {
            process(authorizer.authorize(exchange.request()), exchange);
            return SERVICE;
        } catch (LfsException e) {
            e.response().send(exchange.response());
        } catch (RuntimeException e) {
            respond(e, exchange);
        }
        return GitRequestHandler.NO_SERVICE;
    }

    private void process(LfsRequest request, HttpExchange exchange) throws IOException {
        String user = request.user().id();
        Optional<Permit> permit = limiter.acquireForUser(user);
        if (permit.isEmpty()) {
            limiter.drain(user, () -> BodyDrainer.drain(request.http()));
            LfsResponse.of(ErrorResponse.TOO_MANY_REQUESTS).send(exchange.response());
            return;
        }
        Permit acquired = permit.get();
        try (acquired) {
            endpoints.handle(request).send(exchange.response());
        } catch (IOException | RuntimeException | LfsException | InvalidFieldException e) {
            if (LfsErrors.isBodyUnread(e)) {
                limiter.drain(user, () -> BodyDrainer.drain(request.http()));
            }
            respond(e, exchange);
        }
    }

    private static void respond(Exception failure, HttpExchange exchange) throws IOException {
        if (!exchange.response().isCommitted()) {
            LfsErrors.response(failure, exchange.request()).replace(exchange.response());
        } else if (failure instanceof IOException broken) {
            throw broken; // closes the connection, so that the client does not take a part of an object for the whole
        } else {
            throw new IOException("The response to a request for Git LFS broke off", failure);
        }
    }
}
