package dev.gitsync.servlet.internal.lfs;

import dev.gitsync.access.Access;
import dev.gitsync.access.SpaceAccess;
import dev.gitsync.lfs.LargeFiles;
import dev.gitsync.limits.ServerLimits;
import dev.gitsync.model.Space;
import dev.gitsync.servlet.internal.git.SpaceGateway;
import dev.gitsync.servlet.internal.request.AuthenticatedRequest;
import dev.gitsync.servlet.internal.request.ErrorResponse;
import dev.gitsync.servlet.internal.request.RequestAuthenticator;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Authorizes a request for Git LFS from its first line and headers, in the same order as a request of git, and with the same secrecy:
 * see {@link dev.gitsync.servlet.internal.git.RequestAuthorizer}.
 */
public final class LfsAuthorizer {
    private static final List<String> ALL_METHODS = List.of("GET", "HEAD", "POST", "PUT");
    private static final LfsResponse NO_LFS = LfsResponse.error(
            501,
            "This wiki has no attachments that git can share, and so no Git LFS. Push the files without it: git lfs untrack, then add them again.");

    /** The client then pushes without asking for locks. */
    private static final LfsResponse NO_LOCKS =
            LfsResponse.error(404, "This wiki has no Git LFS, and so no locks of files.");

    private final SpaceGateway spaces;
    private final RequestAuthenticator authenticator;
    private final SpaceAccess access;
    private final ServerLimits limits;

    /** Creates an authorizer for {@code spaces}, to which {@code access} grants access. */
    public LfsAuthorizer(
            SpaceGateway spaces, RequestAuthenticator authenticator, SpaceAccess access, ServerLimits limits) {
        this.spaces = spaces;
        this.authenticator = authenticator;
        this.access = access;
        this.limits = limits;
    }

    LfsRequest authorize(HttpServletRequest request) throws LfsException {
        Optional<LfsUrl> url = LfsUrl.of(request, limits.maxUriChars());
        List<String> methods = url.map(found -> found.endpoint().methods()).orElse(ALL_METHODS);
        if (!methods.contains(request.getMethod())) {
            throw new LfsException(ErrorResponse.methodNotAllowed(methods));
        }
        AuthenticatedRequest authenticated = authenticate(request);
        return authorize(authenticated, url.orElseThrow(() -> new LfsException(ErrorResponse.NOT_FOUND)));
    }

    private AuthenticatedRequest authenticate(HttpServletRequest request) throws LfsException {
        SignIn signIn =
                authenticator.authenticate(request, user -> new SignIn(user, null), error -> new SignIn(null, error));
        if (signIn.request() == null) {
            throw new LfsException(Objects.requireNonNull(signIn.error()));
        }
        return signIn.request();
    }

    private record SignIn(
            @Nullable AuthenticatedRequest request,
            @Nullable ErrorResponse error) {}

    private LfsRequest authorize(AuthenticatedRequest authenticated, LfsUrl url) throws LfsException {
        Optional<Space> space = spaces.space(url.space());
        Access allowed = space.map(
                        found -> access.access(authenticated.user(), found).atMost(authenticated.maxAccess(found)))
                .orElse(Access.NONE);
        if (space.isEmpty() || !allowed.allows(Access.READ)) {
            throw new LfsException(ErrorResponse.NOT_FOUND);
        }
        String method = authenticated.http().getMethod();
        if (!allowed.allows(url.endpoint().requiredAccess(method))) {
            throw new LfsException(ErrorResponse.PUSH_FORBIDDEN);
        } else if (method.equals("POST") && !isLfsBody(authenticated.http())) {
            throw new LfsException(ErrorResponse.UNSUPPORTED_MEDIA_TYPE);
        }
        return new LfsRequest(authenticated, allowed, space.get(), url, files(url));
    }

    private LargeFiles files(LfsUrl url) throws LfsException {
        Optional<LargeFiles> files = spaces.largeFiles();
        if (files.isEmpty()) {
            boolean isLocks = url.endpoint().name().contains("LOCK");
            throw new LfsException(isLocks ? NO_LOCKS : NO_LFS);
        }
        return files.get();
    }

    /** Returns whether the body has the media type of Git LFS, which a form of another site can't have, and no encoding. */
    private static boolean isLfsBody(HttpServletRequest request) {
        String type = Objects.requireNonNullElse(request.getContentType(), "");
        String media = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return media.equals(LfsResponse.TYPE) && request.getHeader("Content-Encoding") == null;
    }
}
