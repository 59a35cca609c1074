package dev.gitsync.internal.mirror.folder;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevWalk;

/** Tells which commits are in the history of others. Reads the commits between them, each once. Not safe for use by several threads. */
final class Ancestry implements AutoCloseable {
    private final RevWalk walk;

    Ancestry(ObjectReader reader) {
        walk = new RevWalk(reader);
        walk.setRetainBody(false);
    }

    /** Returns whether {@code older} is {@code newer} or in its history. */
    boolean contains(ObjectId newer, ObjectId older) throws IOException {
        return newer.equals(older) || walk.isMergedInto(walk.parseCommit(older), walk.parseCommit(newer));
    }

    /** Returns the commits that are not in the history of another one, each once, in their order. */
    List<ObjectId> independent(List<ObjectId> commits) throws IOException {
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
