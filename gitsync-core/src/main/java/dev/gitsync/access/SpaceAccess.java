package dev.gitsync.access;

import dev.gitsync.model.Space;

/** The permissions of the wiki on spaces. Implementations must be safe for use by several threads. */
@FunctionalInterface
public interface SpaceAccess {
    /**
     * Returns the current access of {@code user} to {@code space}. The servlet asks for every request and again right before a push is committed, so
     * that a revoked permission takes effect at once.
     *
     * @throws dev.gitsync.error.StoreException if the permissions are unavailable; the client receives 503. For any other exception it receives 500
     */
    Access access(WikiUser user, Space space);
}
