package dev.gitsync.servlet;

import dev.gitsync.model.Space;
import dev.gitsync.report.SyncReport;
import dev.gitsync.servlet.Admission.Admitted;
import dev.gitsync.servlet.Admission.FetchRefused;
import dev.gitsync.servlet.Admission.Refused;
import dev.gitsync.servlet.connection.Connection;
import dev.gitsync.servlet.identity.Access;
import dev.gitsync.servlet.identity.Authentication.Authenticated;
import dev.gitsync.servlet.identity.SpaceAccess;
import dev.gitsync.servlet.identity.WikiUser;
import dev.gitsync.servlet.internal.wire.LogText;
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
 *   <li>what the {@link FrontDoor} refuses, without good credentials above all, it refuses everywhere alike;
 *   <li>a URL of another form, a space that is missing or switched off, and one that the user may not read are the same
 *       404; only from here on may an answer tell that the space exists;
 *   <li>a service that is not served, or that the user may not use, or a body that can't be git's, is refused with a sentence;
 *   <li>the space catches up with the wiki, so that everything committed there before this request is in the answer, if
 *       anything about the refs is. A push does that again under the lease, so the engine does it and not this class.
 * </ol>
 */
final class Gatekeeper {
    private static final Logger log = LoggerFactory.getLogger(Gatekeeper.class);

    private static final List<String> ANY_METHOD = List.of("GET", "HEAD", "POST");
    private static final Set<String> ENCODINGS = Set.of("gzip", "x-gzip");

    private final SpaceGateway spaces;
    private final FrontDoor door;
    private final SpaceAccess access;
    private final ServerLimits limits;

    Gatekeeper(SpaceGateway spaces, FrontDoor door, SpaceAccess access, ServerLimits limits) {
        this.spaces = spaces;
        this.door = door;
        this.access = access;
        this.limits = limits;
    }

    Admission admit(HttpServletRequest request) {
        Optional<GitAddress> address = GitAddress.of(request, limits.maxUriChars());
        List<String> methods = address.map(a -> a.endpoint().methods()).orElse(ANY_METHOD);
        if (!methods.contains(request.getMethod())) {
            return new Refused(Answer.methodNotAllowed(methods));
        }
        return door.admit(
                request,
                (signedIn, connection) -> address.map(a -> admit(request, a, signedIn, connection))
                        .orElseGet(() -> new Refused(Answer.NOT_FOUND)),
                Refused::new);
    }

    private Admission admit(
            HttpServletRequest request, GitAddress address, Authenticated signedIn, Connection connection) {
        WikiUser user = signedIn.user();
        Optional<Space> space = spaces.space(address.space());
        Access allowed = space.map(s -> access(signedIn, s)).orElse(Access.NONE);
        if (space.isEmpty() || !allowed.allows(Access.READ)) {
            return new Refused(Answer.NOT_FOUND);
        }
        Optional<GitService> service = GitService.of(address.endpoint(), request.getQueryString());
        return refusal(request, service, allowed)
                .<Admission>map(Refused::new)
                .orElseGet(() -> caughtUp(
                        request,
                        new Grant(
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

    private Optional<Answer> refusal(HttpServletRequest request, Optional<GitService> service, Access allowed) {
        if (service.isEmpty()) {
            return Optional.of(request.getQueryString() == null ? Answer.DUMB_PROTOCOL : Answer.NO_SUCH_SERVICE);
        } else if (!allowed.allows(service.get().needed())) {
            return Optional.of(Answer.PUSH_FORBIDDEN);
        }
        String encoding = Objects.requireNonNullElse(request.getHeader("Content-Encoding"), "gzip")
                .toLowerCase(Locale.ROOT);
        boolean gitsBody = service.get().requestType().equals(request.getContentType()) && ENCODINGS.contains(encoding);
        if (request.getMethod().equals("POST") && !gitsBody) {
            return Optional.of(Answer.UNSUPPORTED_MEDIA_TYPE);
        }
        return request.getContentLengthLong() > service.get().maxRequestBytes(limits)
                ? Optional.of(Answer.TOO_LARGE)
                : Optional.empty();
    }

    private Admission caughtUp(HttpServletRequest request, Grant grant) {
        if (grant.endpoint() == Endpoint.RECEIVE_PACK || !GitProtocol.needsRefs(grant, request)) {
            return new Admitted(grant);
        }
        return spaces.catchUp(grant.space()).accept(new AfterCatchUp(grant));
    }

    /** What catching up means for a request. */
    private record AfterCatchUp(Grant grant) implements SyncReport.Visitor<Admission> {
        @Override
        public Admission visitPulled(SyncReport.Pulled pulled) {
            return new Admitted(grant.after(pulled));
        }

        @Override
        public Admission visitUpToDate(SyncReport.UpToDate upToDate) {
            return new Admitted(grant.after(upToDate));
        }

        @Override
        public Admission visitSkipped(SyncReport.Skipped skipped) {
            return skipped.reason() == SyncReport.Reason.DISABLED
                    ? new Refused(Answer.NOT_FOUND)
                    : refused(grant, Answer.BUSY);
        }

        @Override
        public Admission visitFailed(SyncReport.Failed report) {
            log.error(
                    "Space {} could not catch up with the wiki before a fetch: {}",
                    report.space(),
                    LogText.clean(report.message()),
                    report.cause());
            return refused(grant, report.isTransient() ? Answer.UNAVAILABLE : Answer.WIKI_FAILED);
        }
    }

    private static Admission refused(Grant grant, Answer answer) {
        return grant.endpoint() == Endpoint.UPLOAD_PACK ? new FetchRefused(answer) : new Refused(answer);
    }
}
