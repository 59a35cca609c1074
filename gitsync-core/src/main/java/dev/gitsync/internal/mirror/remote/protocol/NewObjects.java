package dev.gitsync.internal.mirror.remote.protocol;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * Finds the objects that a repository lacks. Each commit that it lacks is compared with its parents, so that the cost follows the
 * change; JGit's own search reads the whole tree of the commits that are known. Not safe for use by several threads.
 */
final class NewObjects {
    private final RevWalk walk;
    private final Map<ObjectId, RevObject> found = new LinkedHashMap<>();

    private NewObjects(RevWalk walk) {
        this.walk = walk;
    }

    /**
     * Returns the objects that a repository lacks to have a commit; possibly some that it has at other paths.
     *
     * @param walk a walk that was not used yet
     * @param known commits that the repository has; those that {@code walk} does not find are ignored
     */
    static Collection<RevObject> of(RevWalk walk, ObjectId commit, Collection<ObjectId> known) throws IOException {
        NewObjects objects = new NewObjects(walk);
        walk.setRetainBody(false);
        // Parents first: a tree that was found before is complete then, even if a commit goes back to an older tree.
        walk.sort(RevSort.TOPO);
        walk.sort(RevSort.REVERSE, true);
        walk.markStart(walk.parseCommit(commit));
        for (ObjectId id : known) {
            objects.exclude(id);
        }
        for (RevCommit next = walk.next(); next != null; next = walk.next()) {
            objects.add(next);
        }
        return objects.found.values();
    }

    private void exclude(ObjectId id) throws IOException {
        try {
            walk.markUninteresting(walk.parseCommit(id));
        } catch (MissingObjectException | IncorrectObjectTypeException e) {
            // The remote has more than this repository.
        }
    }

    private void add(RevCommit commit) throws IOException {
        found.put(commit, commit);
        List<ObjectId> before = new ArrayList<>();
        for (RevCommit parent : commit.getParents()) {
            walk.parseHeaders(parent);
            before.add(parent.getTree());
        }
        if (!before.contains(commit.getTree())) {
            new NewEntries(walk, found).add(commit.getTree(), before);
        }
    }
}
