package dev.gitsync.internal.server.concurrency;

/**
 * Identifies whose limits apply to a request.
 *
 * @param user the user; users take turns
 * @param space the space, or empty if the permit is not for a space
 */
public record LimitKey(String user, String space) {
    /** Creates a key for a permit that is not for a space. */
    public LimitKey(String user) {
        this(user, "");
    }
}
