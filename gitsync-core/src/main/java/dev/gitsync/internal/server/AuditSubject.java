package dev.gitsync.internal.server;

import dev.gitsync.model.SpaceId;

/**
 * Identifies who used a space, for the audit trail.
 *
 * @param address the IP address of the client
 * @param user the wiki's id of the user
 * @param space the space that the request is for
 * @param key the fingerprint of the key of SSH with which the user signed in; empty for other credentials
 */
public record AuditSubject(String address, String user, SpaceId space, String key) {
    /** Creates a subject that signed in without a key. */
    public AuditSubject(String address, String user, SpaceId space) {
        this(address, user, space, "");
    }
}
