package dev.gitsync.internal.server;

import dev.gitsync.model.SpaceId;

/**
 * Identifies who used a space, for the audit trail.
 *
 * @param address the IP address of the client
 * @param user the wiki's id of the user
 * @param space the space that the request is for
 */
public record AuditSubject(String address, String user, SpaceId space) {}
