package dev.gitsync.servlet.internal.protocol;

import dev.gitsync.servlet.internal.transfer.MalformedRequestException;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts lines of one kind, each with an id. JGit puts the ids into a hash table by their second word. A client that names objects which
 * do not exist can choose ids of one word, and each would be compared with all before it; those of objects share no word.
 */
final class ObjectIdCounter {
    /** Commits at which a clone is cut off. */
    static final int MAX_SHALLOW = 10_000;

    private static final int MAX_PER_WORD = 100;
    private static final int WORD = 8;

    private final int limit;
    private final Map<String, String> lastOfWord = new HashMap<>();
    private final Map<String, Integer> countPerWord = new HashMap<>();
    private int count;

    ObjectIdCounter(int limit) {
        this.limit = limit;
    }

    static ObjectIdCounter ofShallow() {
        return new ObjectIdCounter(MAX_SHALLOW);
    }

    int limit() {
        return limit;
    }

    /**
     * Counts one more, and answers whether that is too many.
     *
     * @param argument what stands in the line, beginning with an id
     * @throws MalformedRequestException when the ids are chosen to harm
     */
    boolean exceedsLimit(String argument) throws MalformedRequestException {
        count++;
        String word = argument.substring(WORD, 2 * WORD);
        if (!argument.equals(lastOfWord.put(word, argument))
                && countPerWord.merge(word, 1, Integer::sum) > MAX_PER_WORD) {
            throw new MalformedRequestException("more than " + MAX_PER_WORD + " ids have the same second word");
        }
        return count > limit;
    }
}
