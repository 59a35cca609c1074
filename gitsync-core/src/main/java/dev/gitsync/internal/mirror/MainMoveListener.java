package dev.gitsync.internal.mirror;

import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.push.PushAttempt;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.SyncListener;
import dev.gitsync.report.SyncReport;
import java.util.function.Consumer;

/** Passes all events on to another listener, and tells mirrors of those that moved {@code main}. */
public final class MainMoveListener implements SyncListener {
    private final SyncListener next;
    private final Consumer<SpaceId> moved;

    /**
     * Creates a listener.
     *
     * @param moved called after {@code main} moved; must be quick and must not throw
     */
    public MainMoveListener(SyncListener next, Consumer<SpaceId> moved) {
        this.next = next;
        this.moved = moved;
    }

    @Override
    public void onSync(Space space, SyncReport report) {
        if (report instanceof SyncReport.Pulled) {
            moved.accept(space.id());
        }
        next.onSync(space, report);
    }

    @Override
    public void onPush(PushAttempt attempt, PushResult result) {
        if (result instanceof PushResult.Accepted) {
            moved.accept(attempt.space().id());
        }
        next.onPush(attempt, result);
    }

    @Override
    public void onStoreRestored(Space space) {
        next.onStoreRestored(space);
    }

    @Override
    public void onProgress(Space space, Progress progress) {
        next.onProgress(space, progress);
    }

    @Override
    public void onMirror(Mirror mirror, MirrorReport report) {
        next.onMirror(mirror, report);
    }
}
