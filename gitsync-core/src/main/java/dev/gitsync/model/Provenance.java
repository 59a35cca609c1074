package dev.gitsync.model;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The author, time, message and origin of a change.
 *
 * @param author the author of the change; for a push, the author of the commit
 * @param time when the author made it, whole seconds or finer; git keeps whole seconds
 * @param message the author's description of the change, possibly empty
 * @param git the commit that the change came from, or null when it was made in the wiki
 */
public record Provenance(
        Person author,
        Instant time,
        String message,
        @Nullable GitOrigin git) {
    /** Checks that no required component is null. */
    public Provenance {
        Objects.requireNonNull(author, "author");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(message, "message");
    }

    /** Returns the provenance of a change made in the wiki itself. */
    public static Provenance wiki(Person author, Instant time, String message) {
        return new Provenance(author, time, message, null);
    }

    /**
     * The commit that a revision came from. A store keeps it with the revision and returns it unchanged in the feed. After a
     * crash between the wiki's commit and the move of the refs, the next cycle uses it to find the pushed commit.
     *
     * @param commit the id, 40 hexadecimal digits, of the commit that made the content of the page within the push, as
     *     {@code git log -1 -- path} names it
     * @param push the id of the newest commit of the push
     */
    public record GitOrigin(String commit, String push) {
        /** Checks that no component is null. */
        public GitOrigin {
            Objects.requireNonNull(commit, "commit");
            Objects.requireNonNull(push, "push");
        }
    }
}
