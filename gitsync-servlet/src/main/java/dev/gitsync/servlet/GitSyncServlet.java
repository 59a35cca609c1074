package dev.gitsync.servlet;

import dev.gitsync.GitSync;
import dev.gitsync.access.SpaceAccess;
import dev.gitsync.audit.AuditEvent;
import dev.gitsync.error.InvalidInputException;
import dev.gitsync.internal.server.AuditRecorder;
import dev.gitsync.internal.server.RequestLimiter;
import dev.gitsync.internal.server.SharedSignInCounts;
import dev.gitsync.limits.ServerLimits;
import dev.gitsync.limits.SignInCounts;
import dev.gitsync.servlet.internal.git.BodyReceiver;
import dev.gitsync.servlet.internal.git.GitProtocolHandler;
import dev.gitsync.servlet.internal.git.GitRequestHandler;
import dev.gitsync.servlet.internal.git.GitRequestProcessor;
import dev.gitsync.servlet.internal.git.GitSyncGateway;
import dev.gitsync.servlet.internal.git.RequestAuthorizer;
import dev.gitsync.servlet.internal.git.SpaceGateway;
import dev.gitsync.servlet.internal.lfs.LfsAuthorizer;
import dev.gitsync.servlet.internal.lfs.LfsEndpoints;
import dev.gitsync.servlet.internal.lfs.LfsLinks;
import dev.gitsync.servlet.internal.lfs.LfsRequestHandler;
import dev.gitsync.servlet.internal.request.ErrorResponse;
import dev.gitsync.servlet.internal.request.ExceptionMapper;
import dev.gitsync.servlet.internal.request.HttpExchange;
import dev.gitsync.servlet.internal.request.RequestAuthenticator;
import dev.gitsync.servlet.internal.request.RequestAuthenticatorBuilder;
import dev.gitsync.servlet.internal.transfer.LimitedRequestBody.IncompleteBodyException;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Serves every space of a {@link GitSync} to git clients as {@code <mapping>/<spaceId>.git}, over the smart HTTP protocol in versions 0 and
 * 2. Register it under a mapping that ends in {@code /*}, in any context:
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
 * <p>If the wiki has {@linkplain dev.gitsync.store.PageStore#attachments attachments}, Git LFS is served at {@code
 * <mapping>/<spaceId>.git/info/lfs}, where git-lfs looks for it.
 *
 * <p>A client that may not read a space can't find out whether it exists: without valid credentials every URL yields the same 401, and a
 * missing, disabled or forbidden space yields the same 404. The servlet checks credentials and access for every request. It rejects requests
 * without TLS unless they come from the same machine, because passwords would be sent unencrypted.
 *
 * <p>Safe for use by several threads. Does not close the {@code GitSync}.
 */
public final class GitSyncServlet extends HttpServlet {
    /** The default realm. */
    public static final String DEFAULT_REALM = "wiki";

    private static final long serialVersionUID = 1L;

    private final transient RequestAuthenticator requestAuthenticator;
    private final transient RequestAuthorizer authorizer;
    private final transient GitRequestProcessor processor;
    private final transient GitRequestHandler handler;
    private final transient LfsRequestHandler lfs;
    private final transient AuditRecorder audit;

    private GitSyncServlet(Builder builder) {
        RequestAuthenticatorBuilder settings = builder.settings;
        SpaceGateway spaces = settings.required("gitSync", builder.spaces);
        ServerLimits limits = settings.limits();
        RequestLimiter limiter = new RequestLimiter(limits);
        audit = settings.auditRecorder();
        requestAuthenticator = settings.build(builder.signInCounts);
        authorizer = new RequestAuthorizer(
                spaces, requestAuthenticator, settings.required("access", builder.access), limits);
        processor = new GitRequestProcessor(
                limiter,
                new BodyReceiver(spaces, builder.spoolFolder, limits),
                new GitProtocolHandler(spaces, limits, audit));
        handler = new GitRequestHandler(limiter, authorizer, processor);
        lfs = new LfsRequestHandler(
                limiter,
                new LfsAuthorizer(spaces, requestAuthenticator, settings.required("access", builder.access), limits),
                new LfsEndpoints(limits, new LfsLinks(builder.publicUrl, settings.trustedProxies()), audit));
    }

    /** Returns a builder without parts. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public void init() throws ServletException {
        processor.init(getServletConfig());
    }

    @Override
    public void destroy() {
        processor.destroy();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        long start = System.nanoTime();
        String service = GitRequestHandler.NO_SERVICE;
        ErrorResponse.setCommonHeaders(response);
        try {
            HttpExchange exchange = new HttpExchange(request, response);
            service = LfsRequestHandler.handles(request) ? lfs.handle(exchange) : handler.handle(exchange);
        } catch (IOException | ServletException | RuntimeException | Error e) {
            if (!response.isCommitted()) {
                ExceptionMapper.respond(e, request, response);
            } else if (e instanceof IncompleteBodyException) {
                // Tomcat has sent a 400 because the body was incomplete. Without this it would add a stack trace.
                request.removeAttribute(RequestDispatcher.ERROR_EXCEPTION);
                ExceptionMapper.log(e, request);
            } else {
                throw e; // too late for a response; the container logs the exception and closes the connection
            }
        } finally {
            recordResponse(new HttpExchange(request, response), service, start);
        }
    }

    private void recordResponse(HttpExchange exchange, String service, long start) {
        audit.record(time -> new AuditEvent.Answered(
                time,
                requestAuthenticator.clientAddress(exchange.request()),
                service,
                exchange.response().getStatus(),
                Duration.ofNanos(System.nanoTime() - start)));
    }

    /** Builds a {@link GitSyncServlet}. Not safe for use by several threads. */
    public static final class Builder extends SignInServletBuilder<Builder> {
        private @Nullable SpaceGateway spaces;
        private @Nullable SpaceAccess access;
        private SignInCounts signInCounts = SignInCounts.inProcess();
        private @Nullable URI publicUrl;
        private Path spoolFolder = Path.of(System.getProperty("java.io.tmpdir"));

        private Builder() {
            super("GitSyncServlet");
        }

        @Override
        Builder self() {
            return this;
        }

        /** Sets the spaces to serve; required. */
        public Builder gitSync(GitSync gitSync) {
            signInCounts = SharedSignInCounts.of(gitSync);
            return spaces(new GitSyncGateway(gitSync));
        }

        Builder spaces(SpaceGateway gateway) {
            spaces = gateway;
            return this;
        }

        /** Sets the permissions of users on spaces; required. */
        public Builder access(SpaceAccess spaceAccess) {
            access = spaceAccess;
            return this;
        }

        /**
         * Sets the realm, which some clients display when they ask for a password: 1 to 128 printable ASCII characters without
         * {@code "} and {@code \}. The default is {@link #DEFAULT_REALM}.
         *
         * @throws InvalidInputException if {@code name} is anything else
         */
        public Builder realm(String name) {
            settings.realm(name);
            return this;
        }

        /**
         * Sets the URL of the mapping as clients see it, such as {@code https://wiki.example.org/git}, for the links that Git LFS needs. By
         * default, the scheme and host come from each request: from {@code X-Forwarded-Proto} and {@code X-Forwarded-Host} of a trusted
         * proxy, else from the connection and {@code Host}.
         *
         * @throws InvalidInputException if it is no absolute URL with http or https, or has a query, a fragment or credentials
         */
        public Builder publicUrl(URI url) {
            boolean isHttp = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
            boolean isPlain = url.getRawQuery() == null && url.getRawFragment() == null && url.getRawUserInfo() == null;
            if (!isHttp || !isPlain || url.getHost() == null) {
                throw new InvalidInputException("publicUrl must be a URL such as https://wiki.example.org/git");
            }
            publicUrl = url;
            return this;
        }

        /**
         * Sets the folder for request bodies while they are received, up to {@link ServerLimits#maxSpoolBytes()}. It must exist, and
         * should be on a disk and not in memory. The default is {@code java.io.tmpdir}.
         */
        public Builder spoolFolder(Path folder) {
            spoolFolder = folder;
            return this;
        }

        /**
         * Returns the servlet.
         *
         * @throws InvalidInputException if a required part is missing
         */
        public GitSyncServlet build() {
            return new GitSyncServlet(this);
        }
    }
}
