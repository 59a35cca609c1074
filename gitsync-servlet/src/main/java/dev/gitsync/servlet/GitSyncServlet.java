package dev.gitsync.servlet;

import dev.gitsync.GitSync;
import dev.gitsync.error.InvalidInputException;
import dev.gitsync.servlet.audit.AuditEvent;
import dev.gitsync.servlet.audit.AuditListener;
import dev.gitsync.servlet.audit.AuditLog;
import dev.gitsync.servlet.connection.PlainHttp;
import dev.gitsync.servlet.connection.TrustedProxies;
import dev.gitsync.servlet.identity.Authenticator;
import dev.gitsync.servlet.identity.SpaceAccess;
import dev.gitsync.servlet.internal.concurrency.PausablePermit;
import dev.gitsync.servlet.internal.concurrency.Permit;
import dev.gitsync.servlet.internal.git.AuthorizationResult;
import dev.gitsync.servlet.internal.git.AuthorizationResult.Authorized;
import dev.gitsync.servlet.internal.git.AuthorizationResult.Denied;
import dev.gitsync.servlet.internal.git.AuthorizationResult.FetchDenied;
import dev.gitsync.servlet.internal.git.AuthorizedRequest;
import dev.gitsync.servlet.internal.git.BodyReceiver;
import dev.gitsync.servlet.internal.git.Endpoint;
import dev.gitsync.servlet.internal.git.GitProtocolHandler;
import dev.gitsync.servlet.internal.git.GitSyncGateway;
import dev.gitsync.servlet.internal.git.PushWaitNotifier;
import dev.gitsync.servlet.internal.git.RequestAuthorizer;
import dev.gitsync.servlet.internal.git.SpaceGateway;
import dev.gitsync.servlet.internal.request.AuditRecorder;
import dev.gitsync.servlet.internal.request.ErrorResponse;
import dev.gitsync.servlet.internal.request.ExceptionMapper;
import dev.gitsync.servlet.internal.request.RequestAuthenticator;
import dev.gitsync.servlet.internal.request.RequestLimiter;
import dev.gitsync.servlet.internal.request.SharedSignInCounts;
import dev.gitsync.servlet.internal.transfer.BodySpool.SpoolFullException;
import dev.gitsync.servlet.internal.transfer.BufferedResponse;
import dev.gitsync.servlet.internal.transfer.LimitedRequestBody;
import dev.gitsync.servlet.internal.transfer.LimitedRequestBody.IncompleteBodyException;
import dev.gitsync.servlet.internal.transfer.PermitReleasingResponse;
import dev.gitsync.servlet.internal.transfer.SpooledBody;
import dev.gitsync.servlet.limits.ServerLimits;
import dev.gitsync.servlet.limits.SignInCounts;
import dev.gitsync.servlet.limits.SignInLimiter;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.transport.PacketLineIn.InputOverLimitIOException;
import org.jspecify.annotations.Nullable;

/**
 * Serves every space of a {@link GitSync} as {@code <mount>/<spaceId>.git} to plain git, over the smart HTTP protocol in its
 * versions 0 and 2. Register it under a mapping that ends in {@code /*}, in any context:
 *
 * <pre>{@code
 * context.addServlet("git", GitSyncServlet.builder()
 *         .gitSync(gitSync)
 *         .authenticator(new BasicAuthenticator(accounts::signIn))
 *         .access(permissions::of)
 *         .build())
 *     .addMapping("/git/*");
 * }</pre>
 *
 * <p>Nobody learns whether a space exists without the right to read it: without good credentials every URL answers the same
 * 401, and a missing, disabled or forbidden space the same 404. Who may do what is asked anew for every request. A request
 * without TLS is refused unless it comes from the machine itself, since passwords travel in the clear.
 *
 * <p>Safe for use by several threads. It does not close the {@code GitSync}.
 */
public final class GitSyncServlet extends HttpServlet {
    /** What the sign-in is for, unless the builder is told otherwise. */
    public static final String DEFAULT_REALM = "wiki";

    private static final long serialVersionUID = 1L;

    private final transient RequestAuthenticator requestAuthenticator;
    private final transient RequestLimiter requests;
    private final transient BodyReceiver bodies;
    private final transient RequestAuthorizer authorizer;
    private final transient GitProtocolHandler git;
    private final transient AuditRecorder audit;

    private GitSyncServlet(
            RequestAuthenticator requestAuthenticator,
            RequestLimiter requests,
            BodyReceiver bodies,
            RequestAuthorizer authorizer,
            GitProtocolHandler git,
            AuditRecorder audit) {
        this.requestAuthenticator = requestAuthenticator;
        this.requests = requests;
        this.bodies = bodies;
        this.authorizer = authorizer;
        this.git = git;
        this.audit = audit;
    }

    /** Begins a servlet. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public void init() throws ServletException {
        bodies.init();
        git.init(getServletConfig());
    }

    @Override
    public void destroy() {
        git.destroy();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        long start = System.nanoTime();
        String service = "none";
        ErrorResponse.setCommonHeaders(response);
        try {
            service = answer(request, response);
        } catch (IOException | ServletException | RuntimeException | Error e) {
            if (!response.isCommitted()) {
                ExceptionMapper.respond(e, request, response);
            } else if (e instanceof IncompleteBodyException) {
                // Tomcat answered 400 when the body broke off. It takes no other answer, and would show a stack trace
                // in it.
                request.removeAttribute(RequestDispatcher.ERROR_EXCEPTION);
                ExceptionMapper.log(e, request);
            } else {
                throw e; // too late for an answer; the container logs it and breaks the connection off
            }
        } finally {
            String answered = service;
            audit.record(time -> new AuditEvent.Answered(
                    time,
                    requestAuthenticator.connection(request).address(),
                    answered,
                    response.getStatus(),
                    Duration.ofNanos(System.nanoTime() - start)));
        }
    }

    /** Answers, and says what it was about. */
    private String answer(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Optional<Permit> place = requests.acquire();
        if (place.isEmpty()) {
            ErrorResponse.SERVER_BUSY.send(response);
            return "none";
        }
        Permit permit = place.get();
        try (permit) {
            return authorizer.authorize(request).accept(new AuthorizationResult.Visitor<>() {
                @Override
                public String visitAuthorized(Authorized result) throws ServletException, IOException {
                    serve(result.request(), request, response);
                    return result.request().service().auditName();
                }

                @Override
                public String visitDenied(Denied denied) throws IOException {
                    denied.error().send(response);
                    return "none";
                }

                @Override
                public String visitFetchDenied(FetchDenied denied) throws IOException {
                    ErrorResponse.sendToFetch(denied.error().message(), response);
                    return "none";
                }
            });
        }
    }

    private void serve(AuthorizedRequest authorized, HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Optional<Permit> place = requests.acquireForUser(authorized.user().id());
        if (place.isEmpty()) {
            requests.drainBody(authorized.user().id(), request);
            ErrorResponse.TOO_MANY_REQUESTS.send(response);
            return;
        }
        Permit permit = place.get();
        try (permit) {
            if (authorized.endpoint() == Endpoint.INFO_REFS) {
                git.serve(authorized, request, request.getInputStream(), response);
            } else {
                post(authorized, request, response);
            }
        }
    }

    /**
     * Receives the body first, at the sender's pace, and only then takes a turn, which is scarce. Of a push that is sure to be refused only
     * the beginning is received, and the rest is read behind the answer: git shows that at once, and sends all the same.
     */
    private void post(AuthorizedRequest authorized, HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        LimitedRequestBody incoming = bodies.open(authorized, request);
        boolean isComplete;
        try (SpooledBody body = receive(authorized, request, incoming)) {
            isComplete = body.isComplete();
            answer(authorized, request, body, response);
        }
        if (!isComplete) {
            response.flushBuffer();
            bodies.discard(incoming);
        }
    }

    private void answer(
            AuthorizedRequest authorized, HttpServletRequest request, SpooledBody body, HttpServletResponse response)
            throws ServletException, IOException {
        PushWaitNotifier notice = new PushWaitNotifier(authorized, request, body, response);
        boolean isPush = authorized.endpoint() == Endpoint.RECEIVE_PACK;
        Optional<Permit> turn = isPush
                ? requests.acquirePush(authorized.limitKey(), notice)
                : requests.acquireFetch(authorized.limitKey(), notice);
        if (turn.isEmpty()) {
            notice.reject(ErrorResponse.SERVER_BUSY);
        } else if (isPush) {
            push(turn.get(), authorized, request, body, response);
        } else {
            fetch(turn.get(), authorized, request, body, response);
        }
    }

    private SpooledBody receive(AuthorizedRequest authorized, HttpServletRequest request, LimitedRequestBody incoming)
            throws IOException {
        try {
            return bodies.receive(authorized, request, incoming);
        } catch (InputOverLimitIOException | SpoolFullException e) {
            requests.drainBody(authorized.user().id(), request);
            throw e;
        }
    }

    private void fetch(
            Permit turn,
            AuthorizedRequest authorized,
            HttpServletRequest request,
            SpooledBody body,
            HttpServletResponse response)
            throws ServletException, IOException {
        try (turn) {
            Optional<PausablePermit> share =
                    requests.acquireProcessor(authorized.user().id());
            if (share.isEmpty()) {
                ErrorResponse.SERVER_BUSY.send(response);
                return;
            }
            try (PausablePermit computing = share.get()) {
                git.serve(authorized, request, body, new PermitReleasingResponse(response, computing));
            }
        }
    }

    private void push(
            Permit turn,
            AuthorizedRequest authorized,
            HttpServletRequest request,
            SpooledBody body,
            HttpServletResponse response)
            throws ServletException, IOException {
        BufferedResponse held = new BufferedResponse(response);
        try (turn) {
            git.serve(authorized, request, body, held);
        }
        held.release();
    }

    /** Collects the parts of a servlet. Not safe for use by several threads. */
    public static final class Builder {
        private static final Pattern REALM = Pattern.compile("[ -~&&[^\"\\\\]]{1,128}");

        private @Nullable SpaceGateway spaces;
        private @Nullable SignInLimiter signIns;
        private SignInCounts signInCounts = SignInCounts.inProcess();
        private Path spoolFolder = Path.of(System.getProperty("java.io.tmpdir"));
        private @Nullable Authenticator authenticator;
        private @Nullable SpaceAccess access;
        private String realm = DEFAULT_REALM;
        private ServerLimits limits = ServerLimits.defaults();
        private TrustedProxies proxies = TrustedProxies.none();
        private PlainHttp plainHttp = PlainHttp.LOOPBACK_ONLY;
        private AuditListener listener = new AuditLog();

        private Builder() {}

        /** What to serve; required. */
        public Builder gitSync(GitSync gitSync) {
            signInCounts = SharedSignInCounts.of(gitSync);
            return spaces(new GitSyncGateway(gitSync));
        }

        Builder spaces(SpaceGateway gateway) {
            spaces = gateway;
            return this;
        }

        /** Who finds out who is asking; required. */
        public Builder authenticator(Authenticator whoIsIt) {
            authenticator = whoIsIt;
            return this;
        }

        /** Who knows what they may do; required. */
        public Builder access(SpaceAccess whatMayTheyDo) {
            access = whatMayTheyDo;
            return this;
        }

        /** What the sign-in is for, as some clients show it: 1 to 128 printable ASCII characters but {@code "} and {@code \}. */
        public Builder realm(String name) {
            realm = name;
            return this;
        }

        /** How much a client may ask for; {@link ServerLimits#defaults()} without this. */
        public Builder limits(ServerLimits most) {
            limits = most;
            return this;
        }

        /**
         * Who limits failed sign-ins; without this, a limiter by {@link #limits} that shares its counts with the other servlet of
         * the same {@link GitSync}. Hand the same one to the wiki's own sign-in.
         */
        public Builder signInLimiter(SignInLimiter limiter) {
            signIns = limiter;
            return this;
        }

        /**
         * Where bodies of requests are kept while they arrive, up to {@link ServerLimits#maxSpoolBytes()}; the folder for temporary
         * files without this. It has to exist; best on a disk, not in memory.
         */
        public Builder spoolFolder(Path folder) {
            spoolFolder = folder;
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

        /** @throws InvalidInputException when a required part is missing or the realm can't be sent */
        public GitSyncServlet build() {
            if (!REALM.matcher(realm).matches()) {
                throw new InvalidInputException(
                        "realm must be 1 to 128 printable ASCII characters without quotes and backslashes");
            }
            SpaceGateway served = required("gitSync", spaces);
            AuditRecorder audit = new AuditRecorder(listener, Clock.systemUTC());
            RequestAuthenticator requestAuthenticator = new RequestAuthenticator(
                    required("authenticator", authenticator),
                    realm,
                    proxies,
                    plainHttp,
                    limits.maxHeaderChars(),
                    signIns == null ? new SignInLimiter(limits, signInCounts) : signIns,
                    audit);
            return new GitSyncServlet(
                    requestAuthenticator,
                    new RequestLimiter(limits),
                    new BodyReceiver(served, spoolFolder, limits),
                    new RequestAuthorizer(served, requestAuthenticator, required("access", access), limits),
                    new GitProtocolHandler(served, limits, audit),
                    audit);
        }

        private static <T> T required(String part, @Nullable T value) {
            if (value == null) {
                throw new InvalidInputException(part + " is missing; a GitSyncServlet can't do without");
            }
            return value;
        }
    }
}
