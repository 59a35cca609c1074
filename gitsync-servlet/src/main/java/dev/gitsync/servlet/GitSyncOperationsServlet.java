package dev.gitsync.servlet;

import dev.gitsync.GitSync;
import dev.gitsync.error.GitSyncException;
import dev.gitsync.error.InvalidInputException;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.report.SpaceStatus;
import dev.gitsync.servlet.audit.AuditListener;
import dev.gitsync.servlet.audit.AuditLog;
import dev.gitsync.servlet.connection.Connection;
import dev.gitsync.servlet.connection.PlainHttp;
import dev.gitsync.servlet.connection.TrustedProxies;
import dev.gitsync.servlet.identity.Access;
import dev.gitsync.servlet.identity.Authentication.Authenticated;
import dev.gitsync.servlet.identity.Authenticator;
import dev.gitsync.servlet.identity.WikiUser;
import dev.gitsync.servlet.internal.concurrency.Permit;
import dev.gitsync.servlet.internal.operations.HealthCheck;
import dev.gitsync.servlet.internal.operations.ReportJson;
import dev.gitsync.servlet.internal.request.AuditRecorder;
import dev.gitsync.servlet.internal.request.AuditSubject;
import dev.gitsync.servlet.internal.request.CsrfCheck;
import dev.gitsync.servlet.internal.request.ErrorResponse;
import dev.gitsync.servlet.internal.request.ExceptionMapper;
import dev.gitsync.servlet.internal.request.RequestAuthenticator;
import dev.gitsync.servlet.internal.request.RequestLimiter;
import dev.gitsync.servlet.internal.request.SharedSignInCounts;
import dev.gitsync.servlet.internal.text.Json;
import dev.gitsync.servlet.internal.text.UrlPath;
import dev.gitsync.servlet.limits.ServerLimits;
import dev.gitsync.servlet.limits.SignInLimiter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What operators and their machines ask of a {@link GitSync}, in JSON. Register it under a mapping that ends in {@code /*},
 * as in {@code /gitsync/*}:
 *
 * <pre>
 * GET  /health                  200 while the wiki can be read, else 503; for everybody, and says nothing else
 * GET  /status?after=&amp;limit=    where the spaces stand, 50 at a time
 * GET  /spaces/{id}             where one space stands
 * POST /spaces/{id}/sync        a whole cycle, now
 * POST /spaces/{id}/plan        what a cycle would do
 * POST /spaces/{id}/verify      proves that main is the wiki
 * POST /spaces/{id}/repair      writes the index anew if that proof fails
 * POST /spaces/{id}/maintain    tidies up the repository
 * </pre>
 *
 * <p>All but the first are for operators only; to everybody else who signs in every other URL is the same 403. An operator's
 * access token shows the spaces that it is for, and operates none. A POST has to
 * have the content type {@code application/json}, which the pages of another site can't send in a user's name, and must not
 * come from another site. Safe for use by several threads; does not close the {@code GitSync}.
 */
public final class GitSyncOperationsServlet extends HttpServlet {
    private static final Logger log = LoggerFactory.getLogger(GitSyncOperationsServlet.class);
    private static final long serialVersionUID = 1L;
    private static final int MOST_SPACES = 200;
    private static final int USUAL_SPACES = 50;

    private final transient GitSync gitSync;
    private final transient RequestAuthenticator requestAuthenticator;
    private final transient RequestLimiter requests;
    private final transient Predicate<WikiUser> operators;
    private final transient AuditRecorder audit;
    private final transient HealthCheck health;
    private final transient Map<String, Function<SpaceId, Map<String, Object>>> operations;

    private GitSyncOperationsServlet(
            GitSync gitSync,
            RequestAuthenticator requestAuthenticator,
            RequestLimiter requests,
            Predicate<WikiUser> operators,
            AuditRecorder audit) {
        this.gitSync = gitSync;
        this.requestAuthenticator = requestAuthenticator;
        this.requests = requests;
        this.operators = operators;
        this.audit = audit;
        this.health = new HealthCheck(gitSync, System::nanoTime);
        this.operations = Map.of(
                "sync", id -> ReportJson.sync(gitSync.runOnce(id)),
                "plan", id -> ReportJson.plan(gitSync.plan(id)),
                "verify", id -> ReportJson.verify(gitSync.verify(id)),
                "repair", id -> ReportJson.repair(gitSync.repair(id)),
                "maintain", this::maintain);
    }

    /** Begins a servlet. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ErrorResponse.setCommonHeaders(response);
        try {
            List<String> path = below(request);
            if (path.equals(List.of("health"))) {
                boolean isUp = health.isUp();
                send(response, isUp ? 200 : 503, Json.fields("status", isUp ? "up" : "down"));
                return;
            }
            Optional<Permit> place = requests.acquire();
            Optional<ErrorResponse> refusal = place.isPresent()
                    ? admit(place.get(), request, response, path)
                    : Optional.of(ErrorResponse.SERVER_BUSY);
            if (refusal.isPresent()) {
                refusal.get().send(response);
            }
        } catch (IncompleteBodyException e) {
            throw e.failure();
        } catch (GitSyncException e) {
            ExceptionMapper.respond(e, request, response);
        } catch (RuntimeException | Error e) {
            if (response.isCommitted()) {
                throw e;
            }
            ExceptionMapper.respond(e, request, response);
        }
    }

    /** With a place, which is given back. */
    private Optional<ErrorResponse> admit(
            Permit place, HttpServletRequest request, HttpServletResponse response, List<String> path) {
        try (place) {
            return requestAuthenticator.authenticate(
                    request,
                    (signedIn, connection) -> operators.test(signedIn.user())
                            ? serve(request, response, path, signedIn, connection)
                            : Optional.of(ErrorResponse.OPERATORS_ONLY),
                    Optional::of);
        }
    }

    private Optional<ErrorResponse> serve(
            HttpServletRequest request,
            HttpServletResponse response,
            List<String> path,
            Authenticated signedIn,
            Connection connection) {
        boolean isOfSpace = path.size() >= 2 && path.size() <= 3 && path.get(0).equals("spaces");
        Optional<Function<SpaceId, Map<String, Object>>> operation =
                isOfSpace && path.size() == 3 ? Optional.ofNullable(operations.get(path.get(2))) : Optional.empty();
        boolean isStatus = path.equals(List.of("status"));
        if (!isStatus && !(isOfSpace && (path.size() == 2 || operation.isPresent()))) {
            return Optional.of(ErrorResponse.NO_SUCH_OPERATION);
        }
        List<String> methods = operation.isPresent() ? List.of("POST") : List.of("GET", "HEAD");
        if (!methods.contains(request.getMethod())) {
            return Optional.of(ErrorResponse.methodNotAllowed(methods));
        } else if (isStatus) {
            return list(request, response, signedIn);
        }
        Optional<Space> space = space(path.get(1)).filter(found -> limit(signedIn, found) != Access.NONE);
        if (space.isEmpty()) {
            return Optional.of(ErrorResponse.NO_SUCH_OPERATION);
        } else if (operation.isEmpty()) {
            return show(space.get().id(), response);
        } else if (limit(signedIn, space.get()) != Access.MAINTAIN) {
            return Optional.of(ErrorResponse.OPERATORS_ONLY);
        } else if (!CsrfCheck.isSameSite(request)) {
            return Optional.of(ErrorResponse.CROSS_SITE);
        }
        audit.operated(
                new AuditSubject(
                        connection.address(), signedIn.user().id(), space.get().id()),
                path.get(2));
        Map<String, Object> report = operation.get().apply(space.get().id());
        return send(response, 200, Json.fields("space", space.get().id().value(), path.get(2), report));
    }

    private Optional<Space> space(String name) {
        return SpaceId.isValid(name) ? gitSync.space(new SpaceId(name)) : Optional.empty();
    }

    /** The most that the credentials are good for; a token may be for some spaces only, and is never for operating. */
    private static Access limit(Authenticated signedIn, Space space) {
        return signedIn.limit().access(signedIn.user(), space);
    }

    private Optional<ErrorResponse> show(SpaceId id, HttpServletResponse response) {
        Optional<SpaceStatus> status = gitSync.status(id);
        return status.isPresent()
                ? send(response, 200, ReportJson.status(status.get()))
                : Optional.of(ErrorResponse.NO_SUCH_OPERATION);
    }

    private Optional<ErrorResponse> list(
            HttpServletRequest request, HttpServletResponse response, Authenticated signedIn) {
        String limit = request.getParameter("limit");
        boolean isNumber = limit == null || limit.matches("[1-9][0-9]{0,2}");
        if (!isNumber || (limit != null && Integer.parseInt(limit) > MOST_SPACES)) {
            return Optional.of(ErrorResponse.INVALID_LIMIT);
        }
        String after = request.getParameter("after");
        List<Map<String, Object>> statuses = gitSync.spaces().stream()
                .filter(space -> limit(signedIn, space) != Access.NONE)
                .map(Space::id)
                .filter(id -> after == null || id.value().compareTo(after) > 0)
                .limit(limit == null ? USUAL_SPACES : Integer.parseInt(limit))
                .map(this::status)
                .toList();
        return send(response, 200, Json.fields("spaces", statuses));
    }

    /** One space that can't be read does not hide the others. */
    private Map<String, Object> status(SpaceId id) {
        try {
            return gitSync.status(id).map(ReportJson::status).orElseGet(() -> Json.fields("space", id.value()));
        } catch (GitSyncException e) {
            log.warn("The status of space {} can't be read", id, e);
            return Json.fields("space", id.value(), "unreadable", true);
        }
    }

    private Map<String, Object> maintain(SpaceId id) {
        try {
            return Json.fields("outcome", gitSync.maintain(id) ? "done" : "not-done");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Json.fields("outcome", "not-done");
        }
    }

    private static List<String> below(HttpServletRequest request) {
        String pattern = request.getHttpServletMapping().getPattern();
        String mount =
                request.getContextPath() + (pattern.endsWith("/*") ? pattern.substring(0, pattern.length() - 2) : "");
        List<String> mounted = UrlPath.segments(mount);
        List<String> path = UrlPath.segments(request.getRequestURI());
        return path.size() > mounted.size() && path.subList(0, mounted.size()).equals(mounted)
                ? path.subList(mounted.size(), path.size())
                : List.of();
    }

    private static Optional<ErrorResponse> send(HttpServletResponse response, int status, Map<String, Object> content) {
        byte[] body = (Json.write(content) + "\n").getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        try {
            response.getOutputStream().write(body);
            return Optional.empty();
        } catch (IOException e) {
            throw new IncompleteBodyException(e);
        }
    }

    /** The client has gone. */
    private static final class IncompleteBodyException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final IOException failure;

        IncompleteBodyException(IOException failure) {
            super(failure);
            this.failure = failure;
        }

        IOException failure() {
            return failure;
        }
    }

    /** Collects the parts of a servlet. Not safe for use by several threads. */
    public static final class Builder {
        private @Nullable GitSync gitSync;
        private @Nullable Authenticator authenticator;
        private @Nullable SignInLimiter signIns;
        private @Nullable Predicate<WikiUser> operators;
        private ServerLimits limits = ServerLimits.defaults();
        private TrustedProxies proxies = TrustedProxies.none();
        private PlainHttp plainHttp = PlainHttp.LOOPBACK_ONLY;
        private AuditListener listener = new AuditLog();

        private Builder() {}

        /** What to operate; required. */
        public Builder gitSync(GitSync operated) {
            gitSync = operated;
            return this;
        }

        /** Who finds out who is asking; required. */
        public Builder authenticator(Authenticator whoIsIt) {
            authenticator = whoIsIt;
            return this;
        }

        /** Who is an operator; required. Asked anew for every request. */
        public Builder operators(Predicate<WikiUser> whoMay) {
            operators = whoMay;
            return this;
        }

        /** How often somebody may fail to sign in, and how long headers are; {@link ServerLimits#defaults()} without this. */
        public Builder limits(ServerLimits most) {
            limits = most;
            return this;
        }

        /**
         * Who limits failed sign-ins; without this, a limiter by {@link #limits} that shares its counts with the other servlet of
         * the same {@link GitSync}.
         */
        public Builder signInLimiter(SignInLimiter limiter) {
            signIns = limiter;
            return this;
        }

        /** Which proxies are believed; none without this. */
        public Builder trustedProxies(TrustedProxies whoIsBelieved) {
            proxies = whoIsBelieved;
            return this;
        }

        /** Where requests without TLS are taken; {@link PlainHttp#LOOPBACK_ONLY} without this. */
        public Builder plainHttp(PlainHttp where) {
            plainHttp = where;
            return this;
        }

        /** Who is told what happens; {@link AuditLog} without this. */
        public Builder audit(AuditListener listener) {
            this.listener = listener;
            return this;
        }

        /** @throws InvalidInputException when a required part is missing */
        public GitSyncOperationsServlet build() {
            GitSync operated = required("gitSync", gitSync);
            AuditRecorder audit = new AuditRecorder(listener, Clock.systemUTC());
            RequestAuthenticator requestAuthenticator = new RequestAuthenticator(
                    required("authenticator", authenticator),
                    GitSyncServlet.DEFAULT_REALM,
                    proxies,
                    plainHttp,
                    limits.maxHeaderChars(),
                    signIns == null ? new SignInLimiter(limits, SharedSignInCounts.of(operated)) : signIns,
                    audit);
            return new GitSyncOperationsServlet(
                    operated,
                    requestAuthenticator,
                    new RequestLimiter(limits),
                    required("operators", operators),
                    audit);
        }

        private static <T> T required(String part, @Nullable T value) {
            if (value == null) {
                throw new InvalidInputException(part + " is missing; a GitSyncOperationsServlet can't do without");
            }
            return value;
        }
    }
}
