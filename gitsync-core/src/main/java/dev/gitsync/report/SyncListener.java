package dev.gitsync.report;

import dev.gitsync.model.Space;
import dev.gitsync.push.PushAttempt;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives events, for metrics and for the wiki's own event bus. Each event calls exactly one method, on the thread that did
 * the work and after the fact; be quick. What a listener throws is logged and changes nothing.
 *
 * <p>Override the methods of the events that matter to you; the others do nothing. Ask for a single outcome with
 * {@code instanceof}:
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
     * A cycle ended. If {@code main} had been moved without a push, {@link SyncReport.Pulled#reconciliation} says how it was merged
     * with the wiki.
     */
    default void onSync(Space space, SyncReport report) {}

    /** A push was accepted, planned or refused, also if it was refused because of the refs that it named. */
    default void onPush(PushAttempt attempt, PushResult result) {}

    /**
     * The store did not know how far its feed was read, or had a page at a lower version than before: it was restored to an earlier
     * state, or is another one. The index was written anew and {@code main} made what the wiki is; the report of the cycle follows
     * as an event of its own.
     */
    default void onStoreRestored(Space space) {}

    /** A long pull goes on. */
    default void onProgress(Space space, Progress progress) {}

    /** Ignores all events. */
    static SyncListener noop() {
        return new SyncListener() {};
    }

    /** Passes each event to all of {@code listeners}, in order; one that throws does not keep the others from being told. */
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
     * How far a long pull is.
     *
     * @param changes how many changes of the feed were brought in so far
     * @param remaining about how many are still to come, if the wiki can say
     * @param reached the time of the newest of them
     */
    record Progress(long changes, OptionalLong remaining, Instant reached) {}
}
