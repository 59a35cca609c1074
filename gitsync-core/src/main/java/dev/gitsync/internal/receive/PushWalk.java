package dev.gitsync.internal.receive;

import java.io.Serial;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * Walks commits that are not checked yet. JGit puts each parent into a hash table by the second word of its id before it looks up the
 * commit. A pusher can name tens of thousands of parents that do not exist in each commit, with ids that share that word, and each would be
 * compared with all before it. Ids of existing commits share no word.
 */
final class PushWalk extends RevWalk {
    private static final int MOST_OF_ONE_WORD = 100;

    private final Map<Integer, Integer> ofWord = new HashMap<>();

    PushWalk(ObjectReader reader) {
        super(reader);
    }

    @Override
    protected RevCommit createCommit(AnyObjectId id, int graphPos) {
        if (ofWord.merge(id.hashCode(), 1, Integer::sum) > MOST_OF_ONE_WORD) {
            throw new HashFloodException();
        }
        return super.createCommit(id, graphPos);
    }

    /** Thrown when the ids of parents are chosen to collide. */
    static final class HashFloodException extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;
    }
}
