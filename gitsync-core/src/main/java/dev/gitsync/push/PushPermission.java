package dev.gitsync.push;

/**
 * Checks whether a pusher may still push. The engine asks under the lease, right before a push changes anything: a push may
 * take minutes to arrive, and in that time, a permission or an access token can be revoked.
 */
@FunctionalInterface
public interface PushPermission {
    /**
     * Returns whether the push may still be accepted, at this moment. Runs under the lease of the space: be quick. If this
     * throws an exception, the push is refused, and the pusher does not see its text.
     */
    boolean isGranted();

    /** Returns a permission that grants every push, for a caller that has just checked the permission or needs none. */
    static PushPermission always() {
        return () -> true;
    }
}
