package dev.gitsync.internal.receive;

import java.io.Serial;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * Walks commits that were not checked yet. JGit puts each parent into a hash table by the second word of its id before it looks for the
 * commit. A pusher can name parents that do not exist by ids of one word, tens of thousands in each commit, and each would be compared with
 * all before it. Ids of commits that exist share no word.
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

    /** The ids of parents are chosen to harm. */
    static final class HashFloodException extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;
    }
}
