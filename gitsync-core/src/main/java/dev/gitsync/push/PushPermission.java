package dev.gitsync.push;

/**
 * Says whether a pusher may still push. The engine asks under the lease, right before a push changes anything: a push may
 * take minutes to arrive, and a right can be withdrawn, or an access token revoked, meanwhile.
 */
@FunctionalInterface
public interface PushPermission {
    /**
     * Answers whether the push may still be taken, at this moment. Runs under the lease of the space: be quick. After an
     * exception the push is refused without showing its text to the pusher.
     */
    boolean isGranted();

    /** Grants every push; for a caller that has just checked the right, or needs none. */
    static PushPermission always() {
        return () -> true;
    }
}
