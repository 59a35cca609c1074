package dev.gitsync.model;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who made a change, when, why, and from which side.
 *
 * @param author the author of the change; for a push, the author of the commit
 * @param time when the author made it, whole seconds or finer; git keeps whole seconds
 * @param message what the author said about it, possibly empty
 * @param git the commit behind it, or null when it was made in the wiki
 */
public record Provenance(
        Person author,
        Instant time,
        String message,
        @Nullable GitOrigin git) {
    /** Checks that nothing is missing. */
    public Provenance {
        Objects.requireNonNull(author, "author");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(message, "message");
    }

    /** A change made in the wiki itself. */
    public static Provenance wiki(Person author, Instant time, String message) {
        return new Provenance(author, time, message, null);
    }
}
