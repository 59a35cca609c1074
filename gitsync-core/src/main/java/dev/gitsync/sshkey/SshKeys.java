package dev.gitsync.sshkey;

import dev.gitsync.error.InvalidInputException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Adds, finds and removes the public keys of users. A key belongs to one user, because it alone tells who signs in. Safe for use by several
 * threads.
 */
public final class SshKeys {
    /** The maximum number of keys per user. */
    public static final int MOST_PER_USER = 100;

    private static final Duration USE_RESOLUTION = Duration.ofMinutes(1);

    private final SshKeyStore store;
    private final Clock clock;

    /** Creates a service that keeps keys in {@code store}. */
    public SshKeys(SshKeyStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Adds a key to a user.
     *
     * @param label the label; if it is blank, the comment of the line is the label
     * @param line the line of the {@code .pub} file, see {@link SshPublicKey#parse}
     * @throws InvalidInputException when the line or the label is invalid, the key is in use already, or the user has too many keys
     */
    public SshKey add(String user, String label, String line) {
        SshPublicKey key = SshPublicKey.parse(line);
        if (store.ofUser(user).size() >= MOST_PER_USER) {
            throw new InvalidInputException(
                    "There are " + MOST_PER_USER + " keys already, which is the most; remove one first");
        }
        SshKey added = new SshKey(
                UUID.randomUUID().toString(),
                user,
                label.isBlank() ? SshPublicKey.comment(line) : label.strip(),
                key,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                Optional.empty());
        if (!store.add(added)) {
            throw new InvalidInputException(
                    "This key is in use already. A key belongs to one user only; create another one with: ssh-keygen -t ed25519");
        }
        return added;
    }

    /** Returns the stored key that equals {@code key}, without recording its use. */
    public Optional<SshKey> find(SshPublicKey key) {
        return store.find(key.fingerprint()).filter(found -> found.key().equals(key));
    }

    /** Records that a user has signed in with {@code key}. */
    public void used(SshKey key) {
        Instant now = clock.instant();
        boolean isRecent = key.lastUsed()
                .map(last -> last.plus(USE_RESOLUTION).isAfter(now))
                .orElse(false);
        if (!isRecent) {
            store.used(key.id(), now);
        }
    }

    /** Returns all keys of a user, newest first. */
    public List<SshKey> ofUser(String user) {
        return store.ofUser(user);
    }

    /** Removes a key of this user immediately: pushes with it that are not committed yet are refused. Returns whether it existed. */
    public boolean remove(String user, String id) {
        return store.remove(user, id);
    }
}
