package dev.gitsync.ssh.internal.server;

import dev.gitsync.access.SpaceAccess;
import dev.gitsync.limits.SignInLimiter;
import dev.gitsync.ssh.identity.SshAuthenticator;
import dev.gitsync.ssh.internal.git.PushService;
import dev.gitsync.ssh.internal.git.ServiceParts;
import dev.gitsync.ssh.limits.SshLimits;
import java.net.URI;
import java.util.Optional;

/**
 * What a server is made of.
 *
 * @param services what fetches and pushes share
 * @param pushes serves pushes
 * @param authenticator finds users by their keys
 * @param access the rights of users
 * @param signIns limits failed sign-ins
 * @param limits the limits of connections
 * @param publicUrl the address of the server as clients see it, for the greeting
 */
public record SshParts(
        ServiceParts services,
        PushService pushes,
        SshAuthenticator authenticator,
        SpaceAccess access,
        SignInLimiter signIns,
        SshLimits limits,
        Optional<URI> publicUrl) {}
