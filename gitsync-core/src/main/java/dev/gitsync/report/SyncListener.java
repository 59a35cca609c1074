package dev.gitsync.report;

import dev.gitsync.model.Space;
import dev.gitsync.push.PushAttempt;
import dev.gitsync.push.Pusher;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Is told what happened, for metrics and for the wiki's own event bus. Called on the thread that did the work, after the
 * fact; be quick. What a listener throws is logged and changes nothing.
 */
public interface SyncListener {
    /** A cycle ended. Calls the method for how it ended. */
    default void onSync(Space space, SyncReport report) {
        if (report instanceof SyncReport.Pulled pulled) {
            onPull(space, pulled);
            if (pulled.reconciliation() != null) {
                onConflict(space, pulled.reconciliation());
            }
        } else if (report instanceof SyncReport.Skipped skipped) {
            onSkipped(space, skipped);
        } else if (report instanceof SyncReport.Failed failed) {
            onFailed(space, failed);
        }
    }

    /**
     * A push was taken, planned or refused, be it for the refs that it named. What is passed on leaves out the commits that it
     * was about.
     */
    default void onPush(PushAttempt attempt, PushResult result) {
        onPush(attempt.space(), attempt.pusher(), result);
    }

    /** A push was taken, planned or refused. Calls the method for what became of it. */
    default void onPush(Space space, Pusher pusher, PushResult result) {
        if (result instanceof PushResult.Accepted accepted) {
            onAccepted(space, pusher, accepted);
        } else if (result instanceof PushResult.Refused refused) {
            onRefused(space, pusher, refused);
        }
    }

    /** Changes of the wiki are on {@code main} now. */
    default void onPull(Space space, SyncReport.Pulled report) {}

    /** {@code main} had been moved without a push and was merged with the wiki, with or without conflicts. */
    default void onConflict(Space space, Reconciliation reconciliation) {}

    /** A cycle did not run. */
    default void onSkipped(Space space, SyncReport.Skipped report) {}

    /** A cycle stopped at an error. */
    default void onFailed(Space space, SyncReport.Failed report) {}

    /** A push was taken. */
    default void onAccepted(Space space, Pusher pusher, PushResult.Accepted result) {}

    /** A push was refused. */
    default void onRefused(Space space, Pusher pusher, PushResult.Refused result) {}

    /**
     * The store did not know how far its feed was read, or had a page at a lower version than before: it was restored to an earlier
     * state, or is another one. The index was
     * written anew and {@code main} made what the wiki is; the report of the cycle follows.
     */
    default void onStoreRestored(Space space) {}

    /** A long pull goes on. */
    default void onProgress(Space space, SyncProgress progress) {}

    /** Listens to nothing. */
    static SyncListener noop() {
        return new SyncListener() {};
    }

    /** Tells each of {@code listeners}, in order; one that throws does not keep the others from being told. */
    static SyncListener composite(List<SyncListener> listeners) {
        List<SyncListener> all = List.copyOf(listeners);
        return new SyncListener() {
            @Override
            public void onSync(Space space, SyncReport report) {
                each(listener -> listener.onSync(space, report));
            }

            @Override
            public void onPush(PushAttempt attempt, PushResult result) {
                each(listener -> listener.onPush(attempt, result));
            }

            @Override
            public void onPush(Space space, Pusher pusher, PushResult result) {
                each(listener -> listener.onPush(space, pusher, result));
            }

            @Override
            public void onProgress(Space space, SyncProgress progress) {
                each(listener -> listener.onProgress(space, progress));
            }

            @Override
            public void onStoreRestored(Space space) {
                each(listener -> listener.onStoreRestored(space));
            }

            private void each(Consumer<SyncListener> event) {
                for (SyncListener listener : all) {
                    try {
                        event.accept(listener);
                    } catch (RuntimeException e) {
                        Logger log = LoggerFactory.getLogger(SyncListener.class);
                        log.warn("A listener failed", e);
                    }
                }
            }
        };
    }
}
