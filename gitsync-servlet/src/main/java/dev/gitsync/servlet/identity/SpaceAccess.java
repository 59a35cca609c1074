package dev.gitsync.servlet.identity;

import dev.gitsync.model.Space;

/** The wiki's permissions on spaces. Safe for use by several threads. */
@FunctionalInterface
public interface SpaceAccess {
    /**
     * What {@code user} may do with {@code space} at this moment. Asked anew for every request, so that a right that was
     * taken away is gone for the next one, also in the middle of a push.
     *
     * @throws dev.gitsync.error.StoreException when the permissions can't be asked at the moment; the client is answered 503, and 500
     *     for any other exception
     */
    Access access(WikiUser user, Space space);
}
