package dev.gitsync.servlet.internal.wire;

import java.util.HashMap;
import java.util.Map;

/**
 * Counts lines of one kind, each with an id. JGit puts the ids into a hash table by their second word. A client that names objects which
 * do not exist can choose ids of one word, and each would be compared with all before it; those of objects share no word.
 */
final class LineCount {
    /** Commits at which a clone is cut off. */
    static final int MOST_SHALLOW = 10_000;

    private static final int MOST_OF_ONE_WORD = 100;
    private static final int WORD = 8;

    private final int most;
    private final Map<String, String> lastOfWord = new HashMap<>();
    private final Map<String, Integer> ofWord = new HashMap<>();
    private int count;

    LineCount(int most) {
        this.most = most;
    }

    static LineCount ofShallow() {
        return new LineCount(MOST_SHALLOW);
    }

    int most() {
        return most;
    }

    /**
     * Counts one more, and answers whether that is too many.
     *
     * @param argument what stands in the line, beginning with an id
     * @throws MalformedRequestException when the ids are chosen to harm
     */
    boolean isBeyond(String argument) throws MalformedRequestException {
        count++;
        String word = argument.substring(WORD, 2 * WORD);
        if (!argument.equals(lastOfWord.put(word, argument))
                && ofWord.merge(word, 1, Integer::sum) > MOST_OF_ONE_WORD) {
            throw new MalformedRequestException("more than " + MOST_OF_ONE_WORD + " ids have the same second word");
        }
        return count > most;
    }
}
