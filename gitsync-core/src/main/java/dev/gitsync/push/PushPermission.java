package dev.gitsync.push;

/**
 * Checks whether a pusher may still push. The engine asks under the lease, right before a push changes anything: a push may
 * take minutes to arrive, and in that time a right can be withdrawn or an access token revoked.
 */
@FunctionalInterface
public interface PushPermission {
    /**
     * Returns whether the push may still be accepted, at this moment. Runs under the lease of the space: be quick. After an
     * exception the push is refused without showing its text to the pusher.
     */
    boolean isGranted();

    /** Grants every push; for a caller that has just checked the right, or needs none. */
    static PushPermission always() {
        return () -> true;
    }
}
