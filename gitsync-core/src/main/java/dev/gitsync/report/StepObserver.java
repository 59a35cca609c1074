package dev.gitsync.report;

import dev.gitsync.model.SpaceId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Observes the steps of the engine from their begin to their end, for traces and timers. Steps nest: a push contains a cycle, a plan and an
 * apply. {@link SyncListener} receives the results, with more details.
 *
 * <p>The engine calls {@link #begin} right before a step and {@link Running#end} right after it, on the thread that does the work; a step
 * ends before the step ends that contains it. Work that the engine hands to other threads is no step, except for compaction. An observer
 * must be safe for use by several threads, and fast: it is called under the lease of the space. Exceptions of an observer are logged and
 * have no other effect.
 *
 * <p>A later version may add types of steps, kinds and outcomes.
 */
@FunctionalInterface
public interface StepObserver {
    /** Reports that a step begins on this thread. Returns what receives its end. */
    Running begin(Step step);

    /** Returns an observer that ignores all steps. With it, the engine does no work for observations. */
    static StepObserver noop() {
        return NoopStepObserver.INSTANCE;
    }

    /** Receives the end of one step. */
    @FunctionalInterface
    interface Running {
        /** Reports the end of the step, once, on the thread on which it began. */
        void end(Ending ending);
    }

    /**
     * A step that begins.
     *
     * @param kind which of the kinds that {@link Type} names, in lower case with hyphens
     * @param space the space that the step works for
     */
    record Step(Type type, String kind, SpaceId space) {
        /** Checks that no component is null. */
        public Step {
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(space, "space");
        }
    }

    /** The types of steps. All have the outcome {@code failed} for an exception, besides those that are named here. */
    enum Type {
        /**
         * A request of a client that fetches or clones, of kind {@code request}, or its whole conversation over a connection, of kind {@code
         * session}. Outcomes: {@code pack-sent}, {@code no-pack}.
         */
        FETCH,
        /**
         * A push whose objects have arrived, until its result is known; of kind {@code client} or {@code mirror}. Outcomes: {@code accepted},
         * {@code planned}, or a {@link PushResult.Reason} in lower case with hyphens.
         */
        PUSH,
        /**
         * A cycle that brings changes of the wiki to {@code main}; of kind {@code leased} or, for readers that can't get the lease, {@code
         * unleased}. A check that finds nothing new is no step. Outcomes: {@code pulled}, {@code up-to-date}, {@code skipped}.
         */
        CYCLE,
        /**
         * Finds out how pages have to change, and runs the checks of the wiki; of kind {@code push}, {@code accepted-push} or {@code
         * moved-main}, see {@link dev.gitsync.push.PushInterceptor.Context.Cause}. Outcome: {@code done}.
         */
        PLAN,
        /** Has the wiki write the pages; of the same kinds. Outcomes: those of {@link dev.gitsync.store.ApplyResult} in lower case. */
        APPLY,
        /** Merges a push or a {@code main} that was moved with what changed in the wiki; of the same kinds. Outcomes: {@code merged}, {@code conflict}. */
        MERGE,
        /**
         * Maintenance of the repository of a space; of kind {@code scheduled}, {@code requested}, or {@code compaction} after writes.
         * Outcomes: {@code done}, {@code postponed}.
         */
        MAINTENANCE,
        /** A run of a mirror; of kind {@code scheduled} or {@code requested}. Outcomes: those of {@link dev.gitsync.mirror.MirrorReport.Outcome} in lower case with hyphens. */
        MIRROR
    }

    /**
     * How a step ended.
     *
     * @param outcome one of a small number of words, which {@link Type} lists
     * @param failure the exception that ended the step. Its message may contain parts of pages or addresses: don't export it
     */
    record Ending(String outcome, @Nullable Throwable failure) {
        /** Checks that the outcome is not null. */
        public Ending {
            Objects.requireNonNull(outcome, "outcome");
        }
    }
}
