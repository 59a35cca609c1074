package dev.gitsync.servlet.internal.git;

import dev.gitsync.model.Space;
import dev.gitsync.report.SyncReport;
import dev.gitsync.servlet.connection.Connection;
import dev.gitsync.servlet.identity.Access;
import dev.gitsync.servlet.identity.Authentication.Authenticated;
import dev.gitsync.servlet.identity.SpaceAccess;
import dev.gitsync.servlet.identity.WikiUser;
import dev.gitsync.servlet.internal.git.AuthorizationResult.Authorized;
import dev.gitsync.servlet.internal.git.AuthorizationResult.Denied;
import dev.gitsync.servlet.internal.git.AuthorizationResult.FetchDenied;
import dev.gitsync.servlet.internal.request.ErrorResponse;
import dev.gitsync.servlet.internal.request.RequestAuthenticator;
import dev.gitsync.servlet.internal.text.LogText;
import dev.gitsync.servlet.limits.ServerLimits;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides about a request from its first line and headers, before a byte of the body is read. The order is the point:
 *
 * <ol>
 *   <li>a method that git does not use there is refused; that depends on the form of the URL alone;
 *   <li>what the {@link RequestAuthenticator} refuses, without good credentials above all, it refuses everywhere alike;
 *   <li>a URL of another form, a space that is missing or switched off, and one that the user may not read are the same
 *       404; only from here on may an answer tell that the space exists;
 *   <li>a service that is not served, or that the user may not use, or a body that can't be git's, is refused with a sentence;
 *   <li>the space catches up with the wiki, so that everything committed there before this request is in the answer, if
 *       anything about the refs is. A push does that again under the lease, so the engine does it and not this class.
 * </ol>
 */
public final class RequestAuthorizer {
    private static final Logger log = LoggerFactory.getLogger(RequestAuthorizer.class);

    private static final List<String> ANY_METHOD = List.of("GET", "HEAD", "POST");
    private static final Set<String> ENCODINGS = Set.of("gzip", "x-gzip");

    private final SpaceGateway spaces;
    private final RequestAuthenticator authenticator;
    private final SpaceAccess access;
    private final ServerLimits limits;

    public RequestAuthorizer(
            SpaceGateway spaces, RequestAuthenticator authenticator, SpaceAccess access, ServerLimits limits) {
        this.spaces = spaces;
        this.authenticator = authenticator;
        this.access = access;
        this.limits = limits;
    }

    public AuthorizationResult authorize(HttpServletRequest request) {
        Optional<GitUrl> address = GitUrl.of(request, limits.maxUriChars());
        List<String> methods = address.map(a -> a.endpoint().methods()).orElse(ANY_METHOD);
        if (!methods.contains(request.getMethod())) {
            return new Denied(ErrorResponse.methodNotAllowed(methods));
        }
        return authenticator.authenticate(
                request,
                (signedIn, connection) -> address.map(a -> authorize(request, a, signedIn, connection))
                        .orElseGet(() -> new Denied(ErrorResponse.NOT_FOUND)),
                Denied::new);
    }

    private AuthorizationResult authorize(
            HttpServletRequest request, GitUrl address, Authenticated signedIn, Connection connection) {
        WikiUser user = signedIn.user();
        Optional<Space> space = spaces.space(address.space());
        Access allowed = space.map(s -> access(signedIn, s)).orElse(Access.NONE);
        if (space.isEmpty() || !allowed.allows(Access.READ)) {
            return new Denied(ErrorResponse.NOT_FOUND);
        }
        Optional<GitService> service = GitService.of(address.endpoint(), request.getQueryString());
        return refusal(request, service, allowed)
                .<AuthorizationResult>map(Denied::new)
                .orElseGet(() -> catchUp(
                        request,
                        new AuthorizedRequest(
                                user,
                                connection,
                                allowed,
                                space.get(),
                                address.endpoint(),
                                service.orElseThrow(),
                                () -> isStillAllowed(signedIn, space.get(), allowed),
                                null)));
    }

    private Access access(Authenticated signedIn, Space space) {
        WikiUser user = signedIn.user();
        return access.access(user, space).atMost(signedIn.limit().access(user, space));
    }

    private boolean isStillAllowed(Authenticated signedIn, Space space, Access before) {
        return signedIn.validity().getAsBoolean() && access(signedIn, space).allows(before);
    }

    private Optional<ErrorResponse> refusal(HttpServletRequest request, Optional<GitService> service, Access allowed) {
        if (service.isEmpty()) {
            return Optional.of(
                    request.getQueryString() == null ? ErrorResponse.DUMB_PROTOCOL : ErrorResponse.NO_SUCH_SERVICE);
        } else if (!allowed.allows(service.get().requiredAccess())) {
            return Optional.of(ErrorResponse.PUSH_FORBIDDEN);
        }
        String encoding = Objects.requireNonNullElse(request.getHeader("Content-Encoding"), "gzip")
                .toLowerCase(Locale.ROOT);
        boolean gitsBody = service.get().requestType().equals(request.getContentType()) && ENCODINGS.contains(encoding);
        if (request.getMethod().equals("POST") && !gitsBody) {
            return Optional.of(ErrorResponse.UNSUPPORTED_MEDIA_TYPE);
        }
        return request.getContentLengthLong() > service.get().maxRequestBytes(limits)
                ? Optional.of(ErrorResponse.TOO_LARGE)
                : Optional.empty();
    }

    private AuthorizationResult catchUp(HttpServletRequest request, AuthorizedRequest authorized) {
        if (authorized.endpoint() == Endpoint.RECEIVE_PACK || !GitProtocolHandler.needsRefs(authorized, request)) {
            return new Authorized(authorized);
        }
        return spaces.catchUp(authorized.space()).accept(new AfterCatchUp(authorized));
    }

    /** What catching up means for a request. */
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
