package dev.gitsync.internal.history;

import dev.gitsync.internal.work.WorkBudget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * The commits of a push.
 *
 * @param before what {@code main} was; neither it nor its ancestors are of the push. The zero id if there was none
 * @param newest the newest commit of the push
 * @param target the commit to which {@code main} moves with them, by which the push is known afterwards
 */
public record PushedRange(ObjectId before, ObjectId newest, ObjectId target) {
    /** The commits, children before their parents, read by a walk that has not begun. */
    public List<RevCommit> newestFirst(RevWalk walk, WorkBudget budget) throws IOException {
        List<RevCommit> newestFirst = new ArrayList<>();
        walk.setRetainBody(false);
        walk.sort(RevSort.TOPO);
        walk.markStart(walk.parseCommit(newest));
        if (hasBefore()) {
            walk.markUninteresting(walk.parseCommit(before));
        }
        boolean hasRoot = false;
        for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
            budget.spend(1 + commit.getParentCount());
            newestFirst.add(commit);
            hasRoot |= commit.getParentCount() == 0;
        }
        if (hasRoot && hasBefore()) {
            removeOld(newestFirst, walk, budget);
        }
        return newestFirst;
    }

    /** Whether there was a {@code main}. */
    boolean hasBefore() {
        return !before.equals(ObjectId.zeroId());
    }

    /**
     * JGit, like git, stops looking for what {@code main} has once all that it has left is older. With odd times of commits it
     * can take a part of main's own history for new, and comes to its root then.
     */
    private void removeOld(List<RevCommit> newestFirst, RevWalk walk, WorkBudget budget) throws IOException {
        Set<ObjectId> old = new HashSet<>();
        try (RevWalk past = new RevWalk(walk.getObjectReader())) {
            past.setRetainBody(false);
            past.markStart(past.parseCommit(before));
            for (RevCommit commit = past.next(); commit != null; commit = past.next()) {
                budget.spend();
                old.add(commit);
            }
        }
        newestFirst.removeIf(old::contains);
    }
}
