package dev.gitsync.servlet;

import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.report.SyncReport;
import dev.gitsync.servlet.Admission.Admitted;
import dev.gitsync.servlet.Admission.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
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
 *   <li>without good credentials it is the same 401 everywhere;
 *   <li>a URL of another form, a space that is missing or switched off, and one that the user may not read are the same
 *       404; only from here on may an answer tell that the space exists;
 *   <li>a service that is not served, or that the user may not use, or a body that can't be git's, is refused with a sentence;
 *   <li>the space catches up with the wiki, so that everything committed there before this request is in the answer. A push
 *       does that again under the lease, so the engine does it and not this class.
 * </ol>
 */
final class Gatekeeper {
    private static final Logger log = LoggerFactory.getLogger(Gatekeeper.class);

    private static final List<String> ANY_METHOD = List.of("GET", "HEAD", "POST");
    private static final Set<String> ENCODINGS = Set.of("gzip", "x-gzip");

    private final SpaceGateway spaces;
    private final Authenticator authenticator;
    private final SpaceAccess access;
    private final Answer unauthorized;

    Gatekeeper(SpaceGateway spaces, Authenticator authenticator, SpaceAccess access, String realm) {
        this.spaces = spaces;
        this.authenticator = authenticator;
        this.access = access;
        this.unauthorized = Answer.unauthorized(realm);
    }

    Admission admit(HttpServletRequest request) {
        Optional<GitAddress> address = GitAddress.of(request);
        List<String> methods = address.map(a -> a.endpoint().methods()).orElse(ANY_METHOD);
        if (!methods.contains(request.getMethod())) {
            return new Refused(Answer.methodNotAllowed(methods));
        }
        return authenticator
                .authenticate(request)
                .match(
                        signedIn -> address.map(a -> admit(request, a, signedIn.user()))
                                .orElseGet(() -> new Refused(Answer.NOT_FOUND)),
                        () -> new Refused(unauthorized));
    }

    private Admission admit(HttpServletRequest request, GitAddress address, WikiUser user) {
        Optional<Space> space = spaces.space(address.space());
        Access allowed = space.map(s -> access.access(user, s)).orElse(Access.NONE);
        if (space.isEmpty() || !allowed.allows(Access.READ)) {
            return new Refused(Answer.NOT_FOUND);
        }
        Optional<GitService> service = GitService.of(address.endpoint(), request.getQueryString());
        return refusal(request, service, allowed)
                .or(() -> catchUp(space.get().id(), address.endpoint()))
                .<Admission>map(Refused::new)
                .orElseGet(() ->
                        new Admitted(new Grant(user, allowed, space.get(), address.endpoint(), service.orElseThrow())));
    }

    private static Optional<Answer> refusal(HttpServletRequest request, Optional<GitService> service, Access allowed) {
        if (service.isEmpty()) {
            return Optional.of(request.getQueryString() == null ? Answer.DUMB_PROTOCOL : Answer.NO_SUCH_SERVICE);
        } else if (!allowed.allows(service.get().needed())) {
            return Optional.of(Answer.PUSH_FORBIDDEN);
        }
        String encoding = Objects.requireNonNullElse(request.getHeader("Content-Encoding"), "gzip");
        boolean gitsBody = service.get().requestType().equals(request.getContentType()) && ENCODINGS.contains(encoding);
        return request.getMethod().equals("POST") && !gitsBody
                ? Optional.of(Answer.UNSUPPORTED_MEDIA_TYPE)
                : Optional.empty();
    }

    private Optional<Answer> catchUp(SpaceId space, Endpoint endpoint) {
        return endpoint == Endpoint.RECEIVE_PACK
                ? Optional.empty()
                : spaces.catchUp(space)
                        .match(
                                pulled -> Optional.empty(),
                                upToDate -> Optional.empty(),
                                skipped -> Optional.of(
                                        skipped.reason() == SyncReport.Reason.DISABLED
                                                ? Answer.NOT_FOUND
                                                : Answer.BUSY),
                                Gatekeeper::failed);
    }

    private static Optional<Answer> failed(SyncReport.Failed report) {
        log.error(
                "Space {} could not catch up with the wiki before a fetch: {}",
                report.space(),
                LogText.clean(report.message()),
                report.cause());
        return Optional.of(Answer.UNAVAILABLE);
    }
}
