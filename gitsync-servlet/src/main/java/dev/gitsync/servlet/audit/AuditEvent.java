package dev.gitsync.servlet.audit;

import dev.gitsync.model.SpaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Something that happened at the front door. None holds a password, a token or the text of a page. */
public sealed interface AuditEvent {
    /** When it was over. */
    Instant time();

    /** The IP address that the client has, as far as proxies can be trusted. */
    String address();

    /**
     * Somebody pushed, with success or without.
     *
     * @param user the wiki's id of who it was
     * @param updates each ref that was to change, and what came of it
     */
    record Pushed(Instant time, String address, String user, SpaceId space, List<RefUpdate> updates)
            implements AuditEvent {
        /** Takes a copy of the list. */
        public Pushed {
            updates = List.copyOf(updates);
        }
    }

    /**
     * Somebody fetched or cloned.
     *
     * @param user the wiki's id of who it was
     * @param wants how many objects they asked for
     */
    record Fetched(Instant time, String address, String user, SpaceId space, int wants) implements AuditEvent {}

    /** Credentials were wrong. Whose they should have been is left out, since some type their password there. */
    record SignInFailed(Instant time, String address) implements AuditEvent {}

    /** Somebody had failed to sign in too often, and was not heard. */
    record SignInBlocked(Instant time, String address) implements AuditEvent {}

    /**
     * Somebody used one of the operations on a space.
     *
     * @param user the wiki's id of who it was
     * @param operation its name, as in {@code sync}
     */
    record Operated(Instant time, String address, String user, SpaceId space, String operation) implements AuditEvent {}

    /**
     * A request was answered, whatever it was.
     *
     * @param service {@code fetch}, {@code push}, or {@code none} where it was turned away before that was clear
     * @param status the HTTP status
     * @param duration from its first line to the end of the answer
     */
    record Answered(Instant time, String address, String service, int status, Duration duration)
            implements AuditEvent {}

    /**
     * What came of one ref in a push.
     *
     * @param ref its name, as the client sent it
     * @param oldId where the client saw it, 40 hexadecimal digits
     * @param newId where it was to go
     * @param isDone whether it went there
     * @param reason why not, or empty
     */
    record RefUpdate(String ref, String oldId, String newId, boolean isDone, String reason) {}
}
