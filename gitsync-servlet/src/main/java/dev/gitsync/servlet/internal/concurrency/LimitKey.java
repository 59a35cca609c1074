package dev.gitsync.servlet.internal.concurrency;

/**
 * Who a permit is for.
 *
 * @param user users take turns
 * @param space what the permit is used on; empty when it is on no space
 */
public record LimitKey(String user, String space) {
    /** A user who wants a permit that is not about a space. */
    public LimitKey(String user) {
        this(user, "");
    }
}
