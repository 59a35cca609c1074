package dev.gitsync.servlet.internal.lfs;

import dev.gitsync.access.Access;
import dev.gitsync.access.WikiUser;
import dev.gitsync.internal.server.AuditSubject;
import dev.gitsync.lfs.LargeFiles;
import dev.gitsync.model.Space;
import dev.gitsync.servlet.internal.request.AuthenticatedRequest;
import jakarta.servlet.http.HttpServletRequest;

/**
 * A request that may use one endpoint of one space.
 *
 * @param authenticated the request and its user
 * @param access the access of the user to the space
 * @param space the space
 * @param url the endpoint
 * @param files the objects and locks
 */
record LfsRequest(AuthenticatedRequest authenticated, Access access, Space space, LfsUrl url, LargeFiles files) {
    HttpServletRequest http() {
        return authenticated.http();
    }

    WikiUser user() {
        return authenticated.user();
    }

    AuditSubject auditSubject() {
        return authenticated.auditSubject(space);
    }
}
