package dev.gitsync.internal.commit;

import dev.gitsync.internal.plan.PushPlan;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;

/**
 * What {@code main} is to become.
 *
 * @param commit the commit: the pushed one, or one of the engine's on top of it
 * @param tree its tree
 * @param notes sentences for the person who pushed about what the engine put on top
 */
public record PushTarget(ObjectId commit, ObjectId tree, List<String> notes) {
    public PushTarget {
        notes = List.copyOf(notes);
    }

    /** The target together with what it means for the wiki. */
    public record Planned(PushTarget target, PushPlan plan) {}
}
