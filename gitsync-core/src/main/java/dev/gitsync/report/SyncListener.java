package dev.gitsync.report;

import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.model.Space;
import dev.gitsync.push.PushAttempt;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives events, for metrics and for the wiki's own event bus. Each event calls exactly one method, after the event
 * and on the thread that did the work, so the method must be fast. Exceptions of a listener are logged and have no
 * other effect.
 *
 * <p>Override the methods of the events that you need; the others do nothing. Test for a single outcome with {@code
 * instanceof}:
 *
 * <pre>{@code
 * public void onPush(PushAttempt attempt, PushResult result) {
 *     if (result instanceof PushResult.Refused refused) {
 *         refusals.increment(refused.reason());
 *     }
 * }
 * }</pre>
 *
 * <p>A later version may add events, each as a method that does nothing.
 */
public interface SyncListener {
    /**
     * Reports that a cycle ended. If {@code main} had been moved without a push, {@link
     * SyncReport.Pulled#reconciliation} says how it was merged with the wiki.
     */
    default void onSync(Space space, SyncReport report) {}

    /** Reports that a push was accepted, planned or refused, including pushes refused because of their refs. */
    default void onPush(PushAttempt attempt, PushResult result) {}

    /**
     * Reports that the store was restored to an earlier state or replaced: it did not know the cursor of gitsync, or
     * had a page at a lower version than before. The index was rebuilt, and {@code main} was made equal to the wiki.
     * The report of the cycle follows as a separate event.
     */
    default void onStoreRestored(Space space) {}

    /** Reports the progress of a long pull. */
    default void onProgress(Space space, Progress progress) {}

    /** A run of a mirror ended. Runs that found nothing to do are reported as well. */
    default void onMirror(Mirror mirror, MirrorReport report) {}

    /** Returns a listener that ignores all events. */
    static SyncListener noop() {
        return new SyncListener() {};
    }

    /**
     * Returns a listener that passes each event to all of {@code listeners}, in order. If one throws, the others still receive
     * the event.
     */
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
            public void onStoreRestored(Space space) {
                each(listener -> listener.onStoreRestored(space));
            }

            @Override
            public void onProgress(Space space, Progress progress) {
                each(listener -> listener.onProgress(space, progress));
            }

            @Override
            public void onMirror(Mirror mirror, MirrorReport report) {
                each(listener -> listener.onMirror(mirror, report));
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

    /**
     * The progress of a long pull.
     *
     * @param changes how many changes of the feed were brought in so far
     * @param remaining about how many changes remain, if the wiki can determine it
     * @param reached the time of the newest change brought in
     */
    record Progress(long changes, OptionalLong remaining, Instant reached) {}
}
