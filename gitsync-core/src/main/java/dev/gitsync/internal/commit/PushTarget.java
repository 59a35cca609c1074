package dev.gitsync.internal.commit;

import dev.gitsync.internal.plan.PushPlan;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;

/**
 * The new target of {@code main}.
 *
 * @param commit the commit: the pushed one, or a commit of the engine's on top of it
 * @param tree its tree
 * @param notes sentences that tell the user what the engine added
 */
public record PushTarget(ObjectId commit, ObjectId tree, List<String> notes) {
    public PushTarget {
        notes = List.copyOf(notes);
    }

    /** A target and the plan that applies it to the wiki. */
    public record Planned(PushTarget target, PushPlan plan) {
        /** Returns the same with more sentences for the user. */
        public Planned noted(List<String> more) {
            List<String> all = new ArrayList<>(target.notes());
            all.addAll(more);
            return new Planned(new PushTarget(target.commit(), target.tree(), all), plan);
        }
    }
}
