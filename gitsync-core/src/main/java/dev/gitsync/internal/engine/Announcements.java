package dev.gitsync.internal.engine;

import dev.gitsync.internal.inspect.LastOutcomes;
import dev.gitsync.model.Space;
import dev.gitsync.push.PushAttempt;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.SyncListener;
import dev.gitsync.report.SyncReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Remembers how operations ended and notifies the listener, whose failures have no effect. Safe for use by several threads. */
final class Announcements {
    private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);

    private final SyncListener listener;
    private final LastOutcomes outcomes = new LastOutcomes();

    Announcements(SyncListener listener) {
        this.listener = listener;
    }

    /** Returns the last outcomes of each space. */
    LastOutcomes outcomes() {
        return outcomes;
    }

    void synced(Space space, SyncReport report) {
        outcomes.synced(space.id(), report);
        notifyListener(space, () -> listener.onSync(space, report));
    }

    void pushed(PushAttempt attempt, PushResult result) {
        outcomes.pushed(attempt.space().id(), result);
        notifyListener(attempt.space(), () -> listener.onPush(attempt, result));
    }

    void restored(Space space) {
        notifyListener(space, () -> listener.onStoreRestored(space));
    }

    private static void notifyListener(Space space, Runnable listening) {
        try {
            listening.run();
        } catch (RuntimeException | Error e) {
            LOG.warn("Space {}: a listener failed", space.id(), e);
        }
    }
}
