package dev.gitsync.internal.state;

import dev.gitsync.internal.work.WorkBudget;
import dev.gitsync.model.Space;
import dev.gitsync.repository.SpaceRepository;

/**
 * What every step of one cycle works on and with.
 *
 * @param repository the space's own; it is open for as long as the cycle lasts
 * @param fence stops the work once its lease is gone
 */
public record CycleContext(Space space, SpaceRepository repository, Fence fence) {
    /** What the cycle may still do. */
    public WorkBudget budget() {
        return fence.budget();
    }
}
