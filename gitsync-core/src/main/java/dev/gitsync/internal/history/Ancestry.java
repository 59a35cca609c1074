package dev.gitsync.internal.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;

/**
 * Tells which commits are in the history of others, and where two histories part. Reads the commits between them, each once. Every
 * history contains the zero id. The caller must close it. Not safe for use by several threads.
 */
public final class Ancestry implements AutoCloseable {
    private final RevWalk walk;

    /** Creates an ancestry that reads commits with {@code reader}, which it does not close. */
    public Ancestry(ObjectReader reader) {
        walk = new RevWalk(reader);
        walk.setRetainBody(false);
    }

    /**
     * Returns whether {@code older} is {@code newer} or in its history.
     *
     * @throws org.eclipse.jgit.errors.MissingObjectException when the repository lacks one of them
     * @throws org.eclipse.jgit.errors.IncorrectObjectTypeException when one of them is not a commit
     */
    public boolean contains(ObjectId newer, ObjectId older) throws IOException {
        if (older.equals(ObjectId.zeroId())) {
            return true;
        }
        return !newer.equals(ObjectId.zeroId()) && walk.isMergedInto(walk.parseCommit(older), walk.parseCommit(newer));
    }

    /**
     * Returns the newest commits that both histories contain: none if they have no commit in common, several if they were merged
     * crosswise.
     */
    public List<ObjectId> mergeBases(ObjectId one, ObjectId other) throws IOException {
        List<ObjectId> bases = new ArrayList<>();
        if (one.equals(ObjectId.zeroId()) || other.equals(ObjectId.zeroId())) {
            return bases;
        }
        walk.reset();
        walk.setRevFilter(RevFilter.MERGE_BASE);
        try {
            walk.markStart(walk.parseCommit(one));
            walk.markStart(walk.parseCommit(other));
            for (RevCommit base = walk.next(); base != null; base = walk.next()) {
                bases.add(base.copy());
            }
            return bases;
        } finally {
            walk.reset();
            walk.setRevFilter(RevFilter.ALL);
        }
    }

    /** Returns the commits that are not in the history of another one, each once, in their order. */
    public List<ObjectId> independent(List<ObjectId> commits) throws IOException {
        List<ObjectId> kept = new ArrayList<>(new LinkedHashSet<>(commits));
        for (ObjectId candidate : List.copyOf(kept)) {
            if (isInOther(candidate, kept)) {
                kept.remove(candidate);
            }
        }
        return kept;
    }

    private boolean isInOther(ObjectId candidate, List<ObjectId> commits) throws IOException {
        for (ObjectId other : commits) {
            if (!other.equals(candidate) && contains(other, candidate)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        walk.close();
    }
}
