package dev.gitsync.internal.state;

import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.plan.PushPlan;
import dev.gitsync.model.PageId;
import java.io.IOException;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;

/**
 * The index after a push.
 *
 * @param work the state on which the push was planned
 * @param plan the plan
 */
public record PlannedIndex(Workspace work, PushPlan plan) {
    /** Returns a copy of the index as it will be, with the versions before the push. The index of {@code work} stays as it is. */
    public SpaceIndex copy() throws IOException {
        ObjectId stored = work.treeOf(work.refs().state());
        SpaceIndex copy = SpaceIndex.read(work.reader(), work.files().naming(), stored);
        copy.links().progress(work.index().links().progress());
        apply(copy, Map.of());
        return copy;
    }

    /**
     * Updates an index to the state after the plan.
     *
     * @param index the index on which the push was planned
     * @param versions the versions after the push, as far as known
     */
    void apply(SpaceIndex index, Map<PageId, Long> versions) throws IOException {
        plan.applyTo(index, versions, work::mode);
    }
}
