package dev.gitsync.token;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.model.SpaceId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of a token; never its secret.
 *
 * @param id names it in lists and when it is revoked; of no use for signing in
 * @param user the wiki's id of the user it stands for
 * @param label what the user calls it, 1 to 100 characters
 * @param spaces the spaces that it opens, or empty for all that the user may open
 * @param right the most that it is good for
 * @param created when it was issued
 * @param expires when it ends
 * @param lastUsed when somebody last signed in with it, give or take a minute
 */
public record AccessToken(
        String id,
        String user,
        String label,
        Set<SpaceId> spaces,
        Right right,
        Instant created,
        Instant expires,
        Optional<Instant> lastUsed) {
    private static final int MAX_LABEL_CHARS = 100;

    /** @throws InvalidInputException when the label is empty, too long, or has control characters */
    public AccessToken {
        spaces = Set.copyOf(spaces);
        boolean isReadable = label.chars().noneMatch(Character::isISOControl);
        if (label.isBlank() || label.length() > MAX_LABEL_CHARS || !isReadable) {
            throw new InvalidInputException(
                    "The label of a token is 1 to " + MAX_LABEL_CHARS + " characters in one line");
        }
    }

    /** Whether it is good for {@code space}. */
    public boolean opens(SpaceId space) {
        return spaces.isEmpty() || spaces.contains(space);
    }

    /** The most that somebody may do with a token, whatever more the user may do. */
    public enum Right {
        /** Clone and fetch. */
        READ,
        /** Clone, fetch and push. */
        WRITE
    }
}
