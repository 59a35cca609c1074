package dev.gitsync.report;

import dev.gitsync.model.Space;
import dev.gitsync.push.Pusher;
import java.util.List;

/**
 * Is told what happened, for metrics and for the wiki's own event bus. Called on the thread that did the work, after the
 * fact; be quick. What a listener throws is logged and changes nothing.
 */
public interface SyncListener {
    /** A cycle ended. */
    default void onSync(Space space, SyncReport report) {}

    /** A push was taken or refused. */
    default void onPush(Space space, Pusher pusher, PushResult result) {}

    /** Listens to nothing. */
    static SyncListener noop() {
        return new SyncListener() {};
    }

    /** Tells each of {@code listeners}, in order. */
    static SyncListener composite(List<SyncListener> listeners) {
        List<SyncListener> all = List.copyOf(listeners);
        return new SyncListener() {
            @Override
            public void onSync(Space space, SyncReport report) {
                all.forEach(listener -> listener.onSync(space, report));
            }

            @Override
            public void onPush(Space space, Pusher pusher, PushResult result) {
                all.forEach(listener -> listener.onPush(space, pusher, result));
            }
        };
    }
}
