package dev.gitsync.audit;

import dev.gitsync.mirror.MirrorId;
import dev.gitsync.model.SpaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** An event for the audit trail. No event holds a password, a token or the text of a page. */
public sealed interface AuditEvent {
    /** Returns when the event ended. */
    Instant time();

    /** Returns the IP address of the client, as far as the trusted proxies report it. */
    String address();

    /**
     * A user pushed, successfully or not.
     *
     * @param user the wiki's id of the user
     * @param updates each ref of the push and its result
     * @param key the fingerprint of the key with which the user signed in over SSH; empty over HTTP
     */
    record Pushed(Instant time, String address, String user, SpaceId space, List<RefUpdate> updates, String key)
            implements AuditEvent {
        /** Copies the list. */
        public Pushed {
            updates = List.copyOf(updates);
        }

        /** Creates an event of a user who signed in without a key of SSH. */
        public Pushed(Instant time, String address, String user, SpaceId space, List<RefUpdate> updates) {
            this(time, address, user, space, updates, "");
        }
    }

    /**
     * A user fetched or cloned.
     *
     * @param user the wiki's id of the user
     * @param wants the number of objects that the client asked for
     * @param key the fingerprint of the key with which the user signed in over SSH; empty over HTTP
     */
    record Fetched(Instant time, String address, String user, SpaceId space, int wants, String key)
            implements AuditEvent {
        /** Creates an event of a user who signed in without a key of SSH. */
        public Fetched(Instant time, String address, String user, SpaceId space, int wants) {
            this(time, address, user, space, wants, "");
        }
    }

    /** Credentials were invalid. The event has no user name, because some people type their password into that field. */
    record SignInFailed(Instant time, String address) implements AuditEvent {}

    /** The sign-in limiter rejected an attempt without a check of the credentials. */
    record SignInBlocked(Instant time, String address) implements AuditEvent {}

    /**
     * An operator started an operation on a space.
     *
     * @param user the wiki's id of the user
     * @param operation the name of the operation, for example {@code sync}
     */
    record Operated(Instant time, String address, String user, SpaceId space, String operation) implements AuditEvent {}

    /**
     * An operator started an operation on a mirror.
     *
     * @param user the wiki's id of the user
     * @param space the space of the mirror
     * @param operation the name of the operation: {@code run}, {@code pause}, {@code resume} or {@code decide}
     */
    record MirrorOperated(Instant time, String address, String user, SpaceId space, MirrorId mirror, String operation)
            implements AuditEvent {}

    /**
     * A webhook for a mirror arrived.
     *
     * @param mirror the id of the mirror in the URL, whether or not there is such a mirror; empty if the URL contains none
     */
    record WebhookReceived(Instant time, String address, String mirror, Outcome outcome) implements AuditEvent {
        /** What was done with a webhook. */
        public enum Outcome {
            /** It was signed with the secret of the mirror, and a run was requested. */
            ACCEPTED,
            /** It was not accepted, for any reason. */
            REFUSED,
            /** It was not checked, because too many webhooks from this address were refused before. */
            BLOCKED
        }
    }

    /**
     * A user uploaded or downloaded an object of Git LFS, or the part of it that the client asked for.
     *
     * @param user the wiki's id of the user
     * @param operation {@code upload} or {@code download}
     * @param object the id of the object, 64 hexadecimal digits
     * @param bytes the number of bytes that were transferred
     */
    record ObjectTransferred(
            Instant time, String address, String user, SpaceId space, String operation, String object, long bytes)
            implements AuditEvent {}

    /**
     * A user locked or unlocked a file. The event has no path, because names of files can be confidential.
     *
     * @param user the wiki's id of the user
     * @param operation {@code lock}, {@code unlock}, or {@code force-unlock} for the lock of another user
     * @param lock the id of the lock
     */
    record FileLocked(Instant time, String address, String user, SpaceId space, String operation, String lock)
            implements AuditEvent {}

    /**
     * The server responded to a request of any kind.
     *
     * @param service {@code fetch}, {@code push}, {@code lfs}, or {@code none} if the request was rejected before the service was known
     * @param status the HTTP status
     * @param duration the time from the first line of the request to the end of the response
     */
    record Answered(Instant time, String address, String service, int status, Duration duration)
            implements AuditEvent {}

    /**
     * The result of a push for one ref.
     *
     * @param ref the name of the ref, as the client sent it
     * @param oldId the id before the push, 40 hexadecimal digits
     * @param newId the id after the push
     * @param isDone whether the ref was updated
     * @param reason why the ref was not updated, otherwise empty
     */
    record RefUpdate(String ref, String oldId, String newId, boolean isDone, String reason) {}
}
