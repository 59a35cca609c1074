package dev.gitsync.internal.commit;

import dev.gitsync.internal.merge.MergeConflict;
import dev.gitsync.internal.merge.Preference;
import dev.gitsync.internal.merge.TreeMerge;
import dev.gitsync.internal.state.Workspace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;

/**
 * The ancestor with which two commits are merged. If they were merged crosswise, they have several merge bases, and each of them
 * lacks what the others have: with one of them alone, whatever one side has undone since would come back. So these are merged
 * first, as git does.
 *
 * @param tree the tree of the ancestor
 * @param disputed the paths at which the merge bases conflict, so that there is no ancestor
 */
record MergeBase(ObjectId tree, Set<String> disputed) {
    /** Deeper criss-crosses are merged with one of their bases. */
    private static final int MAX_DEPTH = 20;

    /**
     * Finds the ancestor of two commits.
     *
     * @param seen the ancestor if there is only one, or none in git's terms; the zero id for an empty tree
     */
    static MergeBase of(Workspace work, ObjectId seen, ObjectId one, ObjectId other) throws IOException {
        List<ObjectId> bases = bases(work, one, other);
        return bases.size() < 2 ? new MergeBase(work.treeOf(seen), Set.of()) : merged(work, bases, 0);
    }

    private static MergeBase of(Workspace work, ObjectId one, ObjectId other, int depth) throws IOException {
        List<ObjectId> bases = bases(work, one, other);
        if (bases.size() < 2 || depth > MAX_DEPTH) {
            return new MergeBase(bases.isEmpty() ? ObjectId.zeroId() : work.treeOf(bases.get(0)), Set.of());
        }
        return merged(work, bases, depth);
    }

    private static MergeBase merged(Workspace work, List<ObjectId> bases, int depth) throws IOException {
        ObjectId tree = work.treeOf(bases.get(0));
        Set<String> disputed = new LinkedHashSet<>();
        for (ObjectId base : bases.subList(1, bases.size())) {
            MergeBase below = of(work, bases.get(0), base, depth + 1);
            TreeMerge.Merged merged =
                    TreeMerge.merge(work.merging(Preference.OURS), below.tree, tree, work.treeOf(base));
            disputed.addAll(below.disputed);
            merged.conflicts().stream().map(MergeConflict::path).forEach(disputed::add);
            tree = merged.tree();
        }
        return new MergeBase(tree, disputed);
    }

    private static List<ObjectId> bases(Workspace work, ObjectId one, ObjectId other) throws IOException {
        List<ObjectId> bases = new ArrayList<>();
        if (one.equals(ObjectId.zeroId()) || other.equals(ObjectId.zeroId())) {
            return bases;
        }
        try (RevWalk walk = new RevWalk(work.reader())) {
            walk.setRevFilter(RevFilter.MERGE_BASE);
            walk.markStart(walk.parseCommit(one));
            walk.markStart(walk.parseCommit(other));
            for (RevCommit base = walk.next(); base != null; base = walk.next()) {
                bases.add(base.copy());
            }
        }
        return bases;
    }
}
