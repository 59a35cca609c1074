package dev.gitsync.sshkey;

import dev.gitsync.error.InvalidInputException;
import java.time.Instant;
import java.util.Optional;

/**
 * A public key that a user has added.
 *
 * @param id the id for removing the key
 * @param user the wiki's id of the user who signs in with the key
 * @param label the label that the user chose, 1 to 100 characters
 * @param key the key
 * @param created when the key was added
 * @param lastUsed when the key was last used to sign in, accurate to one minute; empty if never
 */
public record SshKey(
        String id, String user, String label, SshPublicKey key, Instant created, Optional<Instant> lastUsed) {
    private static final int MAX_LABEL_CHARS = 100;

    /**
     * Checks the label.
     *
     * @throws InvalidInputException when the label is empty, too long, or has control characters
     */
    public SshKey {
        boolean isReadable = label.chars().noneMatch(Character::isISOControl);
        if (label.isBlank() || label.length() > MAX_LABEL_CHARS || !isReadable) {
            throw new InvalidInputException(
                    "The label of a key is 1 to " + MAX_LABEL_CHARS + " characters in one line");
        }
    }
}
