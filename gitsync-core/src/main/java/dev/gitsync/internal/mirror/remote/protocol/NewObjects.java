package dev.gitsync.internal.mirror.remote.protocol;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
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
     * @param known commits that the repository has; those that do not exist here are ignored
     */
    static Collection<RevObject> of(RevWalk walk, ObjectId commit, Collection<ObjectId> known) throws IOException {
        NewObjects objects = new NewObjects(walk);
        walk.setRetainBody(false);
        // Parents first: a tree that was found before is complete then, even if a commit goes back to an older tree.
        for (RevCommit next : NewCommits.of(walk, commit, known)) {
            objects.add(next);
        }
        return objects.found.values();
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
