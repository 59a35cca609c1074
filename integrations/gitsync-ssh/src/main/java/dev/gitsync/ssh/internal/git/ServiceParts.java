package dev.gitsync.ssh.internal.git;

import dev.gitsync.GitSync;
import dev.gitsync.internal.server.AuditRecorder;
import dev.gitsync.internal.server.RequestLimiter;
import dev.gitsync.limits.ServerLimits;

/**
 * What fetches and pushes share.
 *
 * @param gitSync the spaces
 * @param limiter the permits of this server
 * @param limits the limits of each fetch and push
 * @param audit the audit trail
 */
public record ServiceParts(GitSync gitSync, RequestLimiter limiter, ServerLimits limits, AuditRecorder audit) {}
