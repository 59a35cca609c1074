package dev.gitsync.internal.schedule;

import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Remembers the version token at which a space had no pending work, so that polls skip the space until its token changes. The token is
 * read before the cycle begins, so a change during the cycle makes the token differ at the next poll. Not safe for use by several threads.
 */
final class IdleSpaces {
    private final Map<SpaceId, String> versionTokens = new HashMap<>();
    /** The version tokens that the last poll read, for spaces whose cycle has not begun since. */
    private final Map<SpaceId, String> asked = new HashMap<>();
    /** The version tokens that were read before the running cycles began. */
    private final Map<SpaceId, String> begun = new HashMap<>();

    /** Returns the spaces that need a cycle: those whose token differs from the remembered one, and those without a token. */
    List<SpaceId> candidates(List<Space> spaces, Map<SpaceId, String> now) {
        List<SpaceId> candidates = spaces.stream()
                .map(Space::id)
                .filter(space -> !now.containsKey(space) || !now.get(space).equals(versionTokens.get(space)))
                .toList();
        versionTokens.keySet().retainAll(spaces.stream().map(Space::id).collect(Collectors.toSet()));
        asked.clear();
        for (SpaceId space : candidates) {
            String token = now.get(space);
            if (token != null) {
                asked.put(space, token);
            }
        }
        return candidates;
    }

    /** Records that a cycle of the space begins. */
    void began(SpaceId space) {
        String token = asked.remove(space);
        if (token != null) {
            begun.put(space, token);
        }
    }

    /** Records that a cycle of the space ended. */
    void ended(SpaceId space, CycleOutcome outcome) {
        String token = begun.remove(space);
        if (outcome == CycleOutcome.IDLE && token != null) {
            versionTokens.put(space, token);
        } else {
            versionTokens.remove(space);
        }
    }
}
