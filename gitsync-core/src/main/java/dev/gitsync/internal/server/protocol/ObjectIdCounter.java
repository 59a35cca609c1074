package dev.gitsync.internal.server.protocol;

import dev.gitsync.internal.server.transfer.MalformedRequestException;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts lines that contain an object id. JGit puts the ids into a hash table by their second word. A client can invent ids that share this word,
 * and JGit would compare each with all before it. The ids of real objects share no word.
 */
final class ObjectIdCounter {
    /** The maximum number of commits at which a shallow clone ends. */
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
     * Counts one more line and returns whether there are too many.
     *
     * @param argument the argument of the line, which begins with an id
     * @throws MalformedRequestException if too many ids share a word
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
