package dev.gitsync.internal.commit;

import dev.gitsync.internal.history.Ancestry;
import dev.gitsync.internal.merge.MergeConflict;
import dev.gitsync.internal.merge.Preference;
import dev.gitsync.internal.merge.TreeMerge;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.internal.tree.TreeEditor;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;

/**
 * The ancestor with which two commits are merged. If they were merged crosswise, they have several merge bases, and each of them
 * lacks what the others have: with one of them alone, whatever one side has undone since would come back. So these are merged
 * first, as git does.
 *
 * @param commits the merge bases, or the commit that stands for them; the zero id for an empty tree
 * @param tree the tree of the ancestor
 * @param disputed the paths at which the merge bases conflict, so that there is no ancestor
 */
record MergeBase(List<ObjectId> commits, ObjectId tree, Set<String> disputed) {
    /** Deeper criss-crosses are merged with one of their bases. */
    private static final int MAX_DEPTH = 20;

    /**
     * Finds the ancestor of two commits.
     *
     * @param otherwise the commit that is the ancestor of two commits without a merge base; the zero id for an empty tree
     */
    static MergeBase of(Workspace work, ObjectId one, ObjectId other, ObjectId otherwise) throws IOException {
        try (Ancestry ancestry = new Ancestry(work.reader())) {
            List<ObjectId> bases = ancestry.mergeBases(one, other);
            return bases.isEmpty() ? of(work, otherwise) : merged(new Search(work, ancestry), bases, 0);
        }
    }

    private static MergeBase of(Workspace work, ObjectId commit) throws IOException {
        return new MergeBase(List.of(commit), work.treeOf(commit), Set.of());
    }

    /** Returns whether the ancestor is this commit, so that the other side contains it as a whole. */
    boolean is(ObjectId commit) {
        return commits.equals(List.of(commit));
    }

    /** Returns the disputed paths at which both sides differ, so that a merge can't tell which of them is newer. */
    Set<String> disputedBetween(TreeEditor ours, TreeEditor theirs) throws IOException {
        Set<String> different = new LinkedHashSet<>();
        for (String path : disputed) {
            if (!ours.find(path).equals(theirs.find(path))) {
                different.add(path);
            }
        }
        return different;
    }

    /** Returns the tree without the disputed paths, so that a merge takes what both sides have there for additions of both. */
    ObjectId undisputed(Workspace work) throws IOException {
        TreeEditor agreed = new TreeEditor(work.reader(), tree);
        for (String path : disputed) {
            agreed.remove(path);
        }
        return disputed.isEmpty() ? tree : agreed.write(work.inserter());
    }

    private record Search(Workspace work, Ancestry ancestry) {
        MergeBase of(ObjectId one, ObjectId other, int depth) throws IOException {
            List<ObjectId> bases = ancestry.mergeBases(one, other);
            if (bases.isEmpty()) {
                return MergeBase.of(work, ObjectId.zeroId());
            }
            return merged(this, depth > MAX_DEPTH ? bases.subList(0, 1) : bases, depth);
        }
    }

    private static MergeBase merged(Search search, List<ObjectId> bases, int depth) throws IOException {
        Workspace work = search.work();
        ObjectId tree = work.treeOf(bases.get(0));
        Set<String> disputed = new LinkedHashSet<>();
        for (ObjectId base : bases.subList(1, bases.size())) {
            MergeBase below = search.of(bases.get(0), base, depth + 1);
            TreeMerge.Merged merged =
                    TreeMerge.merge(work.merging(Preference.OURS), below.tree, tree, work.treeOf(base));
            disputed.addAll(below.disputed);
            merged.conflicts().stream().map(MergeConflict::path).forEach(disputed::add);
            tree = merged.tree();
        }
        return new MergeBase(bases, tree, disputed);
    }
}
