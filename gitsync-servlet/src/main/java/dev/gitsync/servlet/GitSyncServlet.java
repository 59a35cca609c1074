package dev.gitsync.servlet;

import dev.gitsync.GitSync;
import dev.gitsync.error.InvalidInputException;
import dev.gitsync.servlet.Admission.Admitted;
import dev.gitsync.servlet.Admission.FetchRefused;
import dev.gitsync.servlet.Admission.Refused;
import dev.gitsync.servlet.audit.AuditListener;
import dev.gitsync.servlet.audit.AuditLog;
import dev.gitsync.servlet.connection.PlainHttp;
import dev.gitsync.servlet.connection.TrustedProxies;
import dev.gitsync.servlet.identity.Authenticator;
import dev.gitsync.servlet.identity.SpaceAccess;
import dev.gitsync.servlet.internal.concurrency.ComputeShare;
import dev.gitsync.servlet.internal.concurrency.Permit;
import dev.gitsync.servlet.internal.wire.BodySpool.SpoolFullException;
import dev.gitsync.servlet.internal.wire.GuardedInput;
import dev.gitsync.servlet.internal.wire.GuardedInput.BrokenOffException;
import dev.gitsync.servlet.internal.wire.HeldResponse;
import dev.gitsync.servlet.internal.wire.PausingResponse;
import dev.gitsync.servlet.internal.wire.SpooledBody;
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

    private final transient FrontDoor door;
    private final transient RequestLimits requests;
    private final transient BodyReceiver bodies;
    private final transient Gatekeeper gatekeeper;
    private final transient GitProtocol git;
    private final transient Observer observer;

    private GitSyncServlet(
            FrontDoor door,
            RequestLimits requests,
            BodyReceiver bodies,
            Gatekeeper gatekeeper,
            GitProtocol git,
            Observer observer) {
        this.door = door;
        this.requests = requests;
        this.bodies = bodies;
        this.gatekeeper = gatekeeper;
        this.git = git;
        this.observer = observer;
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
        Answer.prepare(response);
        try {
            service = answer(request, response);
        } catch (IOException | ServletException | RuntimeException | Error e) {
            if (!response.isCommitted()) {
                Failure.answer(e, request, response);
            } else if (e instanceof BrokenOffException) {
                // Tomcat answered 400 when the body broke off. It takes no other answer, and would show a stack trace
                // in it.
                request.removeAttribute(RequestDispatcher.ERROR_EXCEPTION);
                Failure.log(e, request);
            } else {
                throw e; // too late for an answer; the container logs it and breaks the connection off
            }
        } finally {
            observer.answered(
                    door.connection(request).address(),
                    service,
                    response.getStatus(),
                    Duration.ofNanos(System.nanoTime() - start));
        }
    }

    /** Answers, and says what it was about. */
    private String answer(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Optional<Permit> place = requests.request();
        if (place.isEmpty()) {
            Answer.CROWDED.send(response);
            return "none";
        }
        Permit permit = place.get();
        try (permit) {
            return gatekeeper.admit(request).accept(new Admission.Visitor<>() {
                @Override
                public String visitAdmitted(Admitted admitted) throws ServletException, IOException {
                    serve(admitted.grant(), request, response);
                    return admitted.grant().service().shortName();
                }

                @Override
                public String visitRefused(Refused refused) throws IOException {
                    refused.answer().send(response);
                    return "none";
                }

                @Override
                public String visitFetchRefused(FetchRefused refused) throws IOException {
                    Answer.tellFetch(refused.answer().sentence(), response);
                    return "none";
                }
            });
        }
    }

    private void serve(Grant grant, HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Optional<Permit> place = requests.request(grant.user().id());
        if (place.isEmpty()) {
            requests.linger(grant.user().id(), request);
            Answer.TOO_MANY_AT_ONCE.send(response);
            return;
        }
        Permit permit = place.get();
        try (permit) {
            if (grant.endpoint() == Endpoint.INFO_REFS) {
                git.serve(grant, request, request.getInputStream(), response);
            } else {
                post(grant, request, response);
            }
        }
    }

    /**
     * Receives the body first, at the sender's pace, and only then takes a turn, which is scarce. Of a push that is sure to be refused only
     * the beginning is received, and the rest is read behind the answer: git shows that at once, and sends all the same.
     */
    private void post(Grant grant, HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        GuardedInput incoming = bodies.open(grant, request);
        boolean isWhole;
        try (SpooledBody body = receive(grant, request, incoming)) {
            isWhole = body.isWhole();
            answer(grant, request, body, response);
        }
        if (!isWhole) {
            response.flushBuffer();
            bodies.discard(incoming);
        }
    }

    private void answer(Grant grant, HttpServletRequest request, SpooledBody body, HttpServletResponse response)
            throws ServletException, IOException {
        TurnNotice notice = new TurnNotice(grant, request, body, response);
        Optional<Permit> turn = requests.turn(grant, notice);
        if (turn.isEmpty()) {
            notice.refuse(Answer.CROWDED);
        } else if (grant.endpoint() == Endpoint.RECEIVE_PACK) {
            push(turn.get(), grant, request, body, response);
        } else {
            fetch(turn.get(), grant, request, body, response);
        }
    }

    private SpooledBody receive(Grant grant, HttpServletRequest request, GuardedInput incoming) throws IOException {
        try {
            return bodies.receive(grant, request, incoming);
        } catch (InputOverLimitIOException | SpoolFullException e) {
            requests.linger(grant.user().id(), request);
            throw e;
        }
    }

    private void fetch(
            Permit turn, Grant grant, HttpServletRequest request, SpooledBody body, HttpServletResponse response)
            throws ServletException, IOException {
        try (turn) {
            Optional<ComputeShare> share = requests.compute(grant);
            if (share.isEmpty()) {
                Answer.CROWDED.send(response);
                return;
            }
            try (ComputeShare computing = share.get()) {
                git.serve(grant, request, body, new PausingResponse(response, computing));
            }
        }
    }

    private void push(
            Permit turn, Grant grant, HttpServletRequest request, SpooledBody body, HttpServletResponse response)
            throws ServletException, IOException {
        HeldResponse held = new HeldResponse(response);
        try (turn) {
            git.serve(grant, request, body, held);
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
        private AuditListener audit = new AuditLog();

        private Builder() {}

        /** What to serve; required. */
        public Builder gitSync(GitSync gitSync) {
            signInCounts = SharedSignIns.of(gitSync);
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
            audit = listener;
            return this;
        }

        /** @throws InvalidInputException when a required part is missing or the realm can't be sent */
        public GitSyncServlet build() {
            if (!REALM.matcher(realm).matches()) {
                throw new InvalidInputException(
                        "realm must be 1 to 128 printable ASCII characters without quotes and backslashes");
            }
            SpaceGateway served = required("gitSync", spaces);
            Observer observer = new Observer(audit, Clock.systemUTC());
            FrontDoor door = new FrontDoor(
                    required("authenticator", authenticator),
                    realm,
                    proxies,
                    plainHttp,
                    limits.maxHeaderChars(),
                    signIns == null ? new SignInLimiter(limits, signInCounts) : signIns,
                    observer);
            return new GitSyncServlet(
                    door,
                    new RequestLimits(limits),
                    new BodyReceiver(served, spoolFolder, limits),
                    new Gatekeeper(served, door, required("access", access), limits),
                    new GitProtocol(served, limits, observer),
                    observer);
        }

        private static <T> T required(String part, @Nullable T value) {
            if (value == null) {
                throw new InvalidInputException(part + " is missing; a GitSyncServlet can't do without");
            }
            return value;
        }
    }
}
