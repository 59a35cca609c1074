package dev.gitsync.push;

import dev.gitsync.model.Person;
import java.util.Objects;

/**
 * The wiki user on whose behalf a client pushes.
 *
 * @param user the wiki's id of the user; the store records it as the responsible user
 * @param person the name and address to show
 * @param mayOverrideGuard whether this user may raise the delete limit with {@code git push -o gitsync.allow-deletes=N}
 */
public record Pusher(String user, Person person, boolean mayOverrideGuard) {
    /** Checks that no component is null. */
    public Pusher {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(person, "person");
    }

    /** Creates a pusher that may override the delete guard. */
    public Pusher(String user, Person person) {
        this(user, person, true);
    }
}
