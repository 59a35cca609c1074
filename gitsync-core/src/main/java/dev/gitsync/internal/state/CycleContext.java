package dev.gitsync.internal.state;

import dev.gitsync.internal.work.WorkBudget;
import dev.gitsync.model.Space;
import dev.gitsync.repository.SpaceRepository;

/**
 * The shared context of all steps of one cycle.
 *
 * @param repository the space's own; it is open for as long as the cycle lasts
 * @param fence stops the work once its lease is lost
 */
public record CycleContext(Space space, SpaceRepository repository, Fence fence) {
    /** Returns the remaining budget of the cycle. */
    public WorkBudget budget() {
        return fence.budget();
    }
}
