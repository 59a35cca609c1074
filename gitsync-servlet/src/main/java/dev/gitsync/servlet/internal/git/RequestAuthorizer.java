package dev.gitsync.servlet.internal.git;

import dev.gitsync.access.Access;
import dev.gitsync.access.SpaceAccess;
import dev.gitsync.internal.server.LogText;
import dev.gitsync.limits.ServerLimits;
import dev.gitsync.model.Space;
import dev.gitsync.report.SyncReport;
import dev.gitsync.servlet.internal.git.AuthorizationResult.Authorized;
import dev.gitsync.servlet.internal.git.AuthorizationResult.Denied;
import dev.gitsync.servlet.internal.git.AuthorizationResult.FetchDenied;
import dev.gitsync.servlet.internal.request.AuthenticatedRequest;
import dev.gitsync.servlet.internal.request.ErrorResponse;
import dev.gitsync.servlet.internal.request.RequestAuthenticator;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Authorizes a request from its first line and headers, before a byte of the body is read. The order of the steps decides what a response can
 * reveal:
 *
 * <ol>
 *   <li>a method that git does not use for the URL is rejected; this depends on the form of the URL alone;
 *   <li>the {@link RequestAuthenticator} rejects the same requests for every URL, above all those without valid credentials;
 *   <li>an unknown URL, a space that is missing or disabled, and a space that the user may not read yield the same 404. Only the steps after
 *       this one may reveal that the space exists;
 *   <li>a service that the server does not offer, one that the user may not use, and a body that git does not send are rejected;
 *   <li>the space catches up with the wiki if the response depends on the refs, so that it contains everything committed before the request.
 *       For a push the engine does this under the lease.
 * </ol>
 */
public final class RequestAuthorizer {
    private static final Logger log = LoggerFactory.getLogger(RequestAuthorizer.class);

    private static final List<String> ALL_METHODS = List.of("GET", "HEAD", "POST");
    private static final Set<String> ENCODINGS = Set.of("gzip", "x-gzip");

    private final SpaceGateway spaces;
    private final RequestAuthenticator authenticator;
    private final SpaceAccess access;
    private final ServerLimits limits;

    /** Creates an authorizer for {@code spaces}, to which {@code access} grants access. */
    public RequestAuthorizer(
            SpaceGateway spaces, RequestAuthenticator authenticator, SpaceAccess access, ServerLimits limits) {
        this.spaces = spaces;
        this.authenticator = authenticator;
        this.access = access;
        this.limits = limits;
    }

    AuthorizationResult authorize(HttpServletRequest request) {
        Optional<GitUrl> url = GitUrl.of(request, limits.maxUriChars());
        List<String> methods = url.map(u -> u.endpoint().methods()).orElse(ALL_METHODS);
        if (!methods.contains(request.getMethod())) {
            return new Denied(ErrorResponse.methodNotAllowed(methods));
        }
        return authenticator.authenticate(
                request,
                authenticated ->
                        url.map(u -> authorize(authenticated, u)).orElseGet(() -> new Denied(ErrorResponse.NOT_FOUND)),
                Denied::new);
    }

    private AuthorizationResult authorize(AuthenticatedRequest authenticated, GitUrl url) {
        Optional<Space> space = spaces.space(url.space());
        Access allowed = space.map(s -> access(authenticated, s)).orElse(Access.NONE);
        if (space.isEmpty() || !allowed.allows(Access.READ)) {
            return new Denied(ErrorResponse.NOT_FOUND);
        }
        HttpServletRequest request = authenticated.http();
        Optional<GitService> service = GitService.of(url.endpoint(), request.getQueryString());
        Optional<ErrorResponse> error = error(request, service, allowed);
        return error.isPresent()
                ? new Denied(error.get())
                : catchUp(new AuthorizedRequest(
                        authenticated,
                        allowed,
                        space.get(),
                        url.endpoint(),
                        service.orElseThrow(),
                        () -> isStillAllowed(authenticated, space.get(), allowed),
                        null));
    }

    private Access access(AuthenticatedRequest authenticated, Space space) {
        return access.access(authenticated.user(), space).atMost(authenticated.maxAccess(space));
    }

    private boolean isStillAllowed(AuthenticatedRequest authenticated, Space space, Access before) {
        return authenticated.authentication().validity().getAsBoolean()
                && access(authenticated, space).allows(before);
    }

    private Optional<ErrorResponse> error(HttpServletRequest request, Optional<GitService> service, Access allowed) {
        if (service.isEmpty()) {
            return Optional.of(
                    request.getQueryString() == null ? ErrorResponse.DUMB_PROTOCOL : ErrorResponse.NO_SUCH_SERVICE);
        } else if (!allowed.allows(service.get().requiredAccess())) {
            return Optional.of(ErrorResponse.PUSH_FORBIDDEN);
        }
        String encoding = Objects.requireNonNullElse(request.getHeader("Content-Encoding"), "gzip")
                .toLowerCase(Locale.ROOT);
        boolean isGitBody =
                service.get().requestType().equals(request.getContentType()) && ENCODINGS.contains(encoding);
        if (request.getMethod().equals("POST") && !isGitBody) {
            return Optional.of(ErrorResponse.UNSUPPORTED_MEDIA_TYPE);
        }
        return request.getContentLengthLong() > service.get().maxRequestBytes(limits)
                ? Optional.of(ErrorResponse.TOO_LARGE)
                : Optional.empty();
    }

    private AuthorizationResult catchUp(AuthorizedRequest authorized) {
        if (authorized.isPush() || !GitProtocolHandler.needsRefs(authorized)) {
            return new Authorized(authorized);
        }
        return spaces.catchUp(authorized.space()).accept(new AfterCatchUp(authorized));
    }

    /** Maps the report of catching up to the result of the authorization. */
    private record AfterCatchUp(AuthorizedRequest authorized) implements SyncReport.Visitor<AuthorizationResult> {
        @Override
        public AuthorizationResult visitPulled(SyncReport.Pulled pulled) {
            return new Authorized(authorized.after(pulled));
        }

        @Override
        public AuthorizationResult visitUpToDate(SyncReport.UpToDate upToDate) {
            return new Authorized(authorized.after(upToDate));
        }

        @Override
        public AuthorizationResult visitSkipped(SyncReport.Skipped skipped) {
            return skipped.reason() == SyncReport.Reason.DISABLED
                    ? new Denied(ErrorResponse.NOT_FOUND)
                    : denied(authorized, ErrorResponse.SPACE_BUSY);
        }

        @Override
        public AuthorizationResult visitFailed(SyncReport.Failed report) {
            log.error(
                    "Space {} could not catch up with the wiki before a fetch: {}",
                    report.space(),
                    LogText.clean(report.message()),
                    report.cause());
            return denied(
                    authorized, report.isTransient() ? ErrorResponse.SPACE_UNAVAILABLE : ErrorResponse.WIKI_FAILED);
        }
    }

    private static AuthorizationResult denied(AuthorizedRequest authorized, ErrorResponse error) {
        return authorized.endpoint() == Endpoint.UPLOAD_PACK ? new FetchDenied(error) : new Denied(error);
    }
}
