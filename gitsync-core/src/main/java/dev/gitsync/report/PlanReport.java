package dev.gitsync.report;

import dev.gitsync.model.PageId;
import dev.gitsync.model.SpaceId;
import java.util.List;
import java.util.Optional;

/** The plan of the next cycle of a space. Planning changes nothing. */
public sealed interface PlanReport {
    /** Calls the method of {@code visitor} for this case, and returns its result. */
    <T> T accept(Visitor<T> visitor);

    /**
     * The plan.
     *
     * @param changes how many changes of the wiki are pending; counting ends at 100,000
     * @param steps the first 1,000 of them
     * @param finishesPush whether the cycle first completes or discards an interrupted push
     * @param reconciles whether {@code main} was moved without a push and is to be merged with the wiki
     */
    record Planned(SpaceId space, long changes, List<Step> steps, boolean finishesPush, boolean reconciles)
            implements PlanReport {
        /** Copies the list. */
        public Planned {
            steps = List.copyOf(steps);
        }

        /** Returns whether there is nothing to do. */
        public boolean isEmpty() {
            return changes == 0 && !finishesPush && !reconciles;
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitPlanned(this);
        }
    }

    /** There is no plan, because git sync is not enabled for the space or the space can't be read. */
    record NotPlanned(SyncReport because) implements PlanReport {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitNotPlanned(this);
        }
    }

    /**
     * One change of the wiki.
     *
     * @param page the page
     * @param action what happens to its file
     * @param path the current path of its file in {@code main}, or empty if it has none yet
     */
    record Step(PageId page, Action action, Optional<String> path) {}

    /** The change of the file of a page. */
    enum Action {
        /** The file is added. */
        ADD,
        /** The file is rewritten, at its path or at another one. */
        WRITE,
        /** The file is deleted. */
        DELETE
    }

    /**
     * Handles each case of {@link PlanReport}. A later version that adds a case adds a {@code default} method for it, which
     * forwards to the nearest existing case, so that callers continue to compile and run.
     *
     * @param <T> the type of the visitor's results
     */
    interface Visitor<T> {
        /** Handles {@link Planned}. */
        T visitPlanned(Planned planned);

        /** Handles {@link NotPlanned}. */
        T visitNotPlanned(NotPlanned notPlanned);
    }
}
