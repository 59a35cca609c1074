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
 * @param before the previous {@code main}; neither it nor its ancestors belong to the push. The zero id if there was
 *     none
 * @param newest the newest commit of the push
 * @param target the commit to which {@code main} moves with them, which identifies the push afterwards
 */
public record PushedRange(ObjectId before, ObjectId newest, ObjectId target) {
    /** Returns the commits, children before their parents, read by a walk that has not started. */
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

    /** Returns whether {@code main} existed before the push. */
    boolean hasBefore() {
        return !before.equals(ObjectId.zeroId());
    }

    /**
     * Removes old commits. JGit, like git, stops looking for commits of {@code main} once all remaining ones are older.
     * With inconsistent commit times it can treat a part of main's own history as new, and then walks to its root.
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
