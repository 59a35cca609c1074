package dev.gitsync.token;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.model.SpaceId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A personal access token, without its secret.
 *
 * @param id the id for listing and revoking the token; can't be used to sign in
 * @param user the wiki's id of the user that the token represents
 * @param label the label that the user chose, 1 to 100 characters
 * @param spaces the spaces to which the token grants access, or empty for all spaces that the user may access
 * @param right the maximum right that the token grants
 * @param created when the token was issued
 * @param expires when the token expires
 * @param lastUsed when the token was last used to sign in, accurate to one minute; empty if never
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

    /**
     * Checks the label.
     *
     * @throws InvalidInputException when the label is empty, too long, or has control characters
     */
    public AccessToken {
        spaces = Set.copyOf(spaces);
        boolean isReadable = label.chars().noneMatch(Character::isISOControl);
        if (label.isBlank() || label.length() > MAX_LABEL_CHARS || !isReadable) {
            throw new InvalidInputException(
                    "The label of a token is 1 to " + MAX_LABEL_CHARS + " characters in one line");
        }
    }

    /** Returns whether the token grants access to {@code space}. */
    public boolean opens(SpaceId space) {
        return spaces.isEmpty() || spaces.contains(space);
    }

    /** The maximum right that a token grants, even if the user has more rights. */
    public enum Right {
        /** Clone and fetch. */
        READ,
        /** Clone, fetch and push. */
        WRITE
    }
}
