package dev.gitsync.servlet.identity;

import jakarta.servlet.http.HttpServletRequest;

/** Finds out who sends a request. Safe for use by several threads. */
@FunctionalInterface
public interface Authenticator {
    /**
     * Checks the credentials that {@code request} carries. The answer must depend on them alone, never on the path, and should
     * take the same time for a user who exists and one who does not. Only headers and connection may be looked at: reading
     * the body or asking for parameters would take the git client's data away.
     *
     * @throws dev.gitsync.error.StoreException when the accounts can't be asked at the moment; the client is answered 503, and 500
     *     for any other exception
     */
    Authentication authenticate(HttpServletRequest request);

    /** Asks this one, and {@code other} when this one rejects. */
    default Authenticator or(Authenticator other) {
        return request -> {
            Authentication first = authenticate(request);
            return first instanceof Authentication.Authenticated ? first : other.authenticate(request);
        };
    }
}
