package dev.gitsync.servlet.identity;

import dev.gitsync.model.Person;
import dev.gitsync.push.Pusher;
import java.util.Objects;

/**
 * A user of the wiki who has shown who they are.
 *
 * @param id the wiki's id of the user
 * @param person the name and address to show in commits
 */
public record WikiUser(String id, Person person) {
    /** Checks that nothing is missing. */
    public WikiUser {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(person, "person");
    }

    /** The same user as the engine names one who pushes with this access to a space. */
    public Pusher pusher(Access access) {
        return new Pusher(id, person, access.allows(Access.MAINTAIN));
    }
}
