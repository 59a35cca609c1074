package dev.gitsync.report;

import dev.gitsync.model.PageId;
import dev.gitsync.model.SpaceId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What the next cycle of a space would do. Nothing was changed to find out. */
public sealed interface PlanReport {
    /** Answers with {@code onPlanned} or {@code onNotPlanned}, whichever this is. */
    default <T> T match(Function<Planned, T> onPlanned, Function<NotPlanned, T> onNotPlanned) {
        return this instanceof Planned p ? onPlanned.apply(p) : onNotPlanned.apply((NotPlanned) this);
    }

    /**
     * The plan.
     *
     * @param changes how many changes of the wiki are to be brought in; counting ends at 100,000
     * @param steps the first 1,000 of them
     * @param finishesPush whether a push that was broken off is to be finished or dropped first
     * @param reconciles whether {@code main} was moved without a push and is to be merged with the wiki
     */
    record Planned(SpaceId space, long changes, List<Step> steps, boolean finishesPush, boolean reconciles)
            implements PlanReport {
        /** Takes a copy of the list. */
        public Planned {
            steps = List.copyOf(steps);
        }

        /** Whether there is nothing to do. */
        public boolean isEmpty() {
            return changes == 0 && !finishesPush && !reconciles;
        }
    }

    /** There is no plan, because the space does not take part, or can't be read. */
    record NotPlanned(SyncReport because) implements PlanReport {}

    /**
     * One change of the wiki.
     *
     * @param page the page
     * @param action what happens to its file
     * @param path where its file is in {@code main} now, or empty when it has none yet
     */
    record Step(PageId page, Action action, Optional<String> path) {}

    /** What can happen to the file of a page. */
    enum Action {
        /** It is new. */
        ADD,
        /** It is written again, at its path or at another one. */
        WRITE,
        /** It goes. */
        DELETE
    }
}
