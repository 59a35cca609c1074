package dev.gitsync.internal.state;

import dev.gitsync.internal.tree.ReceivedBlobs;
import dev.gitsync.internal.work.WorkBudget;
import dev.gitsync.model.Space;
import dev.gitsync.repository.SpaceRepository;

/**
 * The shared context of all steps of one cycle.
 *
 * @param repository the space's own; it is open for as long as the cycle lasts
 * @param fence stops the work once its lease is lost
 * @param received what is known of the blobs that the push of this cycle added
 */
public record CycleContext(Space space, SpaceRepository repository, Fence fence, ReceivedBlobs received) {
    /** Creates the context of a cycle without a push. */
    public CycleContext(Space space, SpaceRepository repository, Fence fence) {
        this(space, repository, fence, new ReceivedBlobs());
    }

    /** Returns the remaining budget of the cycle. */
    public WorkBudget budget() {
        return fence.budget();
    }
}
