package dev.gitsync.internal.commit;

import dev.gitsync.internal.history.Ancestry;
import dev.gitsync.internal.merge.MergeConflict;
import dev.gitsync.internal.merge.Preference;
import dev.gitsync.internal.merge.TreeMerge;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.internal.tree.TreeDiff;
import dev.gitsync.internal.tree.TreeEditor;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * The ancestor with which two commits are merged. If they were merged crosswise, they have several merge bases, and each of them
 * lacks what the others have: with one of them alone, whatever one side has undone since would come back, and what both sides
 * have could be added twice. So these are merged first, as git does:
 *
 * <ol>
 *   <li>The merge bases are merged one after the other, each merge with an ancestor that is found in the same way.
 *   <li>A path at which they conflict has no ancestor: it is disputed. If one of them deleted the file there, it may have moved it,
 *       so the files that they added are disputed as well.
 *   <li>A path that is disputed further down is disputed here only if the merge bases differ there.
 *   <li>If the criss-cross is deeper than {@value #MAX_DEPTH} merges, all paths at which the deepest merge bases differ are
 *       disputed.
 * </ol>
 *
 * @param commits the merge bases, or the commit that stands for them; the zero id for an empty tree
 * @param tree the tree of the ancestor
 * @param disputed the paths that have no ancestor; if both sides differ there, they conflict
 */
record MergeBase(List<ObjectId> commits, ObjectId tree, Set<String> disputed) {
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
            work.budget().spend();
            List<ObjectId> bases = ancestry.mergeBases(one, other);
            if (bases.isEmpty()) {
                return MergeBase.of(work, ObjectId.zeroId());
            }
            return depth < MAX_DEPTH ? merged(this, bases, depth) : tooDeep(work, bases);
        }
    }

    private static MergeBase tooDeep(Workspace work, List<ObjectId> bases) throws IOException {
        ObjectId tree = work.treeOf(bases.get(0));
        Set<String> disputed = new LinkedHashSet<>();
        for (ObjectId base : bases.subList(1, bases.size())) {
            disputed.addAll(different(work, tree, work.treeOf(base)));
        }
        return new MergeBase(bases, tree, disputed);
    }

    private static MergeBase merged(Search search, List<ObjectId> bases, int depth) throws IOException {
        Workspace work = search.work();
        ObjectId tree = work.treeOf(bases.get(0));
        Set<String> disputed = new LinkedHashSet<>();
        for (ObjectId base : bases.subList(1, bases.size())) {
            MergeBase below = search.of(bases.get(0), base, depth + 1);
            ObjectId other = work.treeOf(base);
            TreeMerge.Merged merged = TreeMerge.merge(work.merging(Preference.OURS), below.tree, tree, other);
            disputed.addAll(
                    below.disputedBetween(new TreeEditor(work.reader(), tree), new TreeEditor(work.reader(), other)));
            disputed.addAll(conflicts(work, below, merged));
            tree = merged.tree();
        }
        return new MergeBase(bases, tree, disputed);
    }

    private static Set<String> conflicts(Workspace work, MergeBase below, TreeMerge.Merged merged) throws IOException {
        Set<String> paths = new LinkedHashSet<>();
        boolean mayBeMoved = false;
        for (MergeConflict conflict : merged.conflicts()) {
            paths.add(conflict.path());
            mayBeMoved |= conflict.ours() == null || conflict.theirs() == null;
        }
        if (mayBeMoved) {
            TreeEditor before = new TreeEditor(work.reader(), below.tree);
            for (String path : different(work, below.tree, merged.tree())) {
                if (before.find(path).isEmpty()) {
                    paths.add(path);
                }
            }
        }
        return paths;
    }

    /** Returns the paths of the files that two trees don't have in common. */
    private static Set<String> different(Workspace work, ObjectId one, ObjectId other) throws IOException {
        Set<String> paths = new LinkedHashSet<>();
        try (TreeWalk walk = TreeDiff.files(work.reader(), one, other)) {
            while (walk.next()) {
                work.budget().spend();
                paths.add(walk.getPathString());
            }
        }
        return paths;
    }
}
