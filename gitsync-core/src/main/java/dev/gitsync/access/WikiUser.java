package dev.gitsync.access;

import dev.gitsync.model.Person;
import dev.gitsync.push.Pusher;
import java.util.Objects;

/**
 * An authenticated user of the wiki.
 *
 * @param id the wiki's id of the user
 * @param person the name and email address for commits
 */
public record WikiUser(String id, Person person) {
    /** Checks that no component is null. */
    public WikiUser {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(person, "person");
    }

    /** Returns this user as a pusher with {@code access} to a space. */
    public Pusher pusher(Access access) {
        return new Pusher(id, person, access.allows(Access.MAINTAIN));
    }
}
