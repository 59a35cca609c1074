package dev.gitsync.push;

import dev.gitsync.model.Person;
import java.util.Objects;

/**
 * The wiki user who pushes.
 *
 * @param user the wiki's id of the user; the store records it as the one responsible
 * @param person the name and address to show
 * @param mayOverrideGuard whether {@code git push -o gitsync.allow-deletes=N} counts when this user says it
 */
public record Pusher(String user, Person person, boolean mayOverrideGuard) {
    /** Checks that nothing is missing. */
    public Pusher {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(person, "person");
    }

    /** A user whose word about deletions counts. */
    public Pusher(String user, Person person) {
        this(user, person, true);
    }
}
