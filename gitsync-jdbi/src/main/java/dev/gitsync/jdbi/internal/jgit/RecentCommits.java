package dev.gitsync.jdbi.internal.jgit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/**
 * A cache of the objects that recently requested commits introduced. An entry depends only on the id of the commit, so
 * it can't be stale, and is the same in every space. Safe for use by several threads.
 */
public final class RecentCommits {
    /** The maximum number of cached objects, of about 40 bytes each. */
    private static final int MOST_OBJECTS = 200_000;

    private final int most;
    private final Map<ObjectId, Brought> commits = new LinkedHashMap<>(16, 0.75f, true);
    private int objects;

    /** Creates an empty cache. */
    public RecentCommits() {
        this(MOST_OBJECTS);
    }

    /** Creates a cache of up to {@code most} objects, and up to a tenth of that for one commit. */
    RecentCommits(int most) {
        this.most = most;
    }

    /**
     * The objects that a commit introduced.
     *
     * @param trees the folders, including its root, that no parent has at the same path
     * @param blobs the files likewise
     */
    record Brought(List<ObjectId> parents, List<ObjectId> trees, List<ObjectId> blobs) {
        int size() {
            return parents.size() + trees.size() + blobs.size();
        }
    }

    /** Returns the objects that a commit introduced. */
    Brought introducedBy(ObjectId commit, ObjectReader reader) throws IOException {
        Brought known = known(commit);
        if (known != null) {
            return known;
        }
        Brought brought = compare(commit, reader);
        if (brought.size() <= most / 10) {
            keep(commit.copy(), brought);
        }
        return brought;
    }

    private synchronized @Nullable Brought known(AnyObjectId commit) {
        return commits.get(commit.toObjectId());
    }

    private synchronized void keep(ObjectId commit, Brought brought) {
        if (commits.putIfAbsent(commit, brought) != null) {
            return;
        }
        objects += brought.size();
        for (Iterator<Brought> leastUsed = commits.values().iterator(); objects > most; ) {
            objects -= leastUsed.next().size();
            leastUsed.remove();
        }
    }

    private static Brought compare(ObjectId id, ObjectReader reader) throws IOException {
        List<ObjectId> foundTrees = new ArrayList<>();
        List<ObjectId> foundBlobs = new ArrayList<>();
        try (RevWalk walk = new RevWalk(reader);
                TreeWalk trees = new TreeWalk(reader)) {
            walk.setRetainBody(false);
            RevCommit commit = walk.parseCommit(id);
            foundTrees.add(commit.getTree().copy());
            trees.addTree(commit.getTree());
            for (RevCommit parent : commit.getParents()) {
                walk.parseHeaders(parent);
                trees.addTree(parent.getTree());
            }
            while (trees.next()) {
                int type = trees.getFileMode(0).getObjectType();
                if (type == Constants.OBJ_BLOB && isNew(trees)) {
                    foundBlobs.add(trees.getObjectId(0));
                } else if (type == Constants.OBJ_TREE && isNew(trees)) {
                    foundTrees.add(trees.getObjectId(0));
                    trees.enterSubtree();
                }
            }
            List<ObjectId> parents =
                    Stream.of(commit.getParents()).map(RevCommit::copy).toList();
            return new Brought(parents, List.copyOf(foundTrees), List.copyOf(foundBlobs));
        }
    }

    private static boolean isNew(TreeWalk trees) {
        for (int parent = 1; parent < trees.getTreeCount(); parent++) {
            if (trees.idEqual(0, parent)) {
                return false;
            }
        }
        return true;
    }
}
