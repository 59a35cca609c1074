package dev.gitsync.servlet.identity;

import jakarta.servlet.http.HttpServletRequest;

/** Authenticates the user of a request. Implementations must be safe for use by several threads. */
@FunctionalInterface
public interface Authenticator {
    /**
     * Checks the credentials of {@code request}. The result must depend on them alone and never on the path, and the check should take the same
     * time for existing and unknown users. Read only headers and the connection: reading the body or a parameter would consume the data of the
     * git client.
     *
     * @throws dev.gitsync.error.StoreException if the accounts are unavailable; the client receives 503. For any other exception it receives 500
     */
    Authentication authenticate(HttpServletRequest request);

    /** Returns an authenticator that asks this one, and {@code other} if this one rejects the credentials. */
    default Authenticator or(Authenticator other) {
        return request -> {
            Authentication first = authenticate(request);
            return first instanceof Authentication.Authenticated ? first : other.authenticate(request);
        };
    }
}
