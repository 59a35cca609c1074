package dev.gitsync.push;

import dev.gitsync.model.Person;
import java.util.Objects;

/**
 * The wiki user who pushes.
 *
 * @param user the wiki's id of the user; the store records it as the one responsible
 * @param person the name and address to show
 */
public record Pusher(String user, Person person) {
    /** Checks that nothing is missing. */
    public Pusher {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(person, "person");
    }
}
