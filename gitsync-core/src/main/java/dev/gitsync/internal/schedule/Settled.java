package dev.gitsync.internal.schedule;

import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Remembers at which mark a space had nothing left to do, so that the next polls pass it by for as long as its mark is the
 * same. A mark is read before the cycle that settles the space begins, so nothing that happens meanwhile is overlooked. Not
 * safe for use by several threads.
 */
final class Settled {
    private final Map<SpaceId, String> marks = new HashMap<>();
    /** The marks that the last poll read, of spaces whose cycle has not begun since. */
    private final Map<SpaceId, String> asked = new HashMap<>();
    /** The marks that were read before the cycles that run now began. */
    private final Map<SpaceId, String> begun = new HashMap<>();

    /** The spaces to look at, given the marks of all that take part; those without a mark are among them always. */
    List<SpaceId> candidates(List<Space> spaces, Map<SpaceId, String> now) {
        List<SpaceId> candidates = spaces.stream()
                .map(Space::id)
                .filter(space -> !now.containsKey(space) || !now.get(space).equals(marks.get(space)))
                .toList();
        marks.keySet().retainAll(spaces.stream().map(Space::id).collect(Collectors.toSet()));
        asked.clear();
        for (SpaceId space : candidates) {
            String mark = now.get(space);
            if (mark != null) {
                asked.put(space, mark);
            }
        }
        return candidates;
    }

    /** A cycle of the space begins. */
    void began(SpaceId space) {
        String mark = asked.remove(space);
        if (mark != null) {
            begun.put(space, mark);
        }
    }

    /** A cycle of the space ended. */
    void ended(SpaceId space, Outcome outcome) {
        String mark = begun.remove(space);
        if (outcome == Outcome.SETTLED && mark != null) {
            marks.put(space, mark);
        } else {
            marks.remove(space);
        }
    }
}
