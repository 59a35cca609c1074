package dev.gitsync.servlet;

import dev.gitsync.GitSync;
import dev.gitsync.access.WikiUser;
import dev.gitsync.error.InvalidInputException;
import dev.gitsync.internal.server.RequestLimiter;
import dev.gitsync.internal.server.SharedSignInCounts;
import dev.gitsync.internal.server.concurrency.Permit;
import dev.gitsync.servlet.health.HealthCheck;
import dev.gitsync.servlet.internal.operations.JsonResponse;
import dev.gitsync.servlet.internal.operations.OperationsHandler;
import dev.gitsync.servlet.internal.request.ErrorResponse;
import dev.gitsync.servlet.internal.request.ExceptionMapper;
import dev.gitsync.servlet.internal.request.HttpResult;
import dev.gitsync.servlet.internal.request.RequestAuthenticator;
import dev.gitsync.servlet.internal.request.RequestAuthenticatorBuilder;
import dev.gitsync.servlet.internal.text.Json;
import dev.gitsync.servlet.internal.text.UrlPath;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Serves the status and the operations of a {@link GitSync} to operators and monitoring systems, as JSON. Register it under a mapping that
 * ends in {@code /*}, for example {@code /gitsync/*}:
 *
 * <pre>
 * GET  /health                  200 while the wiki can be read, otherwise 503; needs no credentials
 * GET  /status?after=&amp;limit=    status of the spaces, 50 per response
 * GET  /spaces/{id}             status of one space
 * POST /spaces/{id}/sync        runs a sync cycle
 * POST /spaces/{id}/plan        shows what a sync cycle would do
 * POST /spaces/{id}/verify      compares main with the wiki
 * POST /spaces/{id}/repair      rebuilds the index if verify finds differences
 * POST /spaces/{id}/maintain    compacts the repository
 * GET  /spaces/{id}/mirrors                    mirrors of one space and their states
 * GET  /spaces/{id}/mirrors/{mirror}           one mirror with its last reports
 * POST /spaces/{id}/mirrors/{mirror}/run       runs a mirror
 * POST /spaces/{id}/mirrors/{mirror}/pause     pauses a mirror
 * POST /spaces/{id}/mirrors/{mirror}/resume    resumes a mirror
 * POST /spaces/{id}/mirrors/{mirror}/decide?decision=   stores a decision that a mirror waits for
 * </pre>
 *
 * <p>All URLs except the first are for operators. Every other user with valid credentials receives the same 403 for
 * each of them. An access token of an operator grants read-only access to the status of the spaces that the token is
 * for. A POST must have the content type {@code application/json} and must not come from another site; a page of
 * another site can't send such a request on behalf of a user.
 *
 * <p>Safe for use by several threads. Does not close the {@code GitSync}.
 */
public final class GitSyncOperationsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient RequestLimiter limiter;
    private final transient RequestAuthenticator requestAuthenticator;
    private final transient OperationsHandler operations;
    private final transient HealthCheck health;

    private GitSyncOperationsServlet(Builder builder) {
        RequestAuthenticatorBuilder settings = builder.settings;
        GitSync gitSync = settings.required("gitSync", builder.gitSync);
        limiter = new RequestLimiter(settings.limits());
        requestAuthenticator = settings.build(SharedSignInCounts.of(gitSync));
        operations = new OperationsHandler(
                gitSync, settings.required("operators", builder.operators), settings.auditRecorder());
        health = new HealthCheck(gitSync);
    }

    /** Returns a builder without parts. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ErrorResponse.setCommonHeaders(response);
        try {
            List<String> path = UrlPath.belowMapping(request).orElse(List.of());
            HttpResult result = path.equals(List.of("health")) ? health() : handle(request, path);
            result.send(response);
        } catch (RuntimeException | Error e) {
            if (response.isCommitted()) {
                throw e;
            }
            ExceptionMapper.respond(ExceptionMapper.unwrap(e), request, response);
        }
    }

    private HttpResult health() {
        boolean isUp = health.isUp();
        return new JsonResponse(isUp ? 200 : 503, Json.fields("status", isUp ? "up" : "down"));
    }

    private HttpResult handle(HttpServletRequest request, List<String> path) {
        Optional<Permit> permit = limiter.acquire();
        if (permit.isEmpty()) {
            return ErrorResponse.SERVER_BUSY;
        }
        Permit acquired = permit.get();
        try (acquired) {
            return requestAuthenticator.authenticate(
                    request, authenticated -> operations.handle(authenticated, path), error -> error);
        }
    }

    /** Builds a {@link GitSyncOperationsServlet}. Not safe for use by several threads. */
    public static final class Builder extends SignInServletBuilder<Builder> {
        private @Nullable GitSync gitSync;
        private @Nullable Predicate<WikiUser> operators;

        private Builder() {
            super("GitSyncOperationsServlet");
        }

        @Override
        Builder self() {
            return this;
        }

        /** Sets the spaces to operate; required. */
        public Builder gitSync(GitSync operated) {
            gitSync = operated;
            return this;
        }

        /** Sets the predicate that says which users are operators; required. The servlet asks it for every request. */
        public Builder operators(Predicate<WikiUser> isOperator) {
            operators = isOperator;
            return this;
        }

        /**
         * Returns the servlet.
         *
         * @throws InvalidInputException if a required part is missing
         */
        public GitSyncOperationsServlet build() {
            return new GitSyncOperationsServlet(this);
        }
    }
}
