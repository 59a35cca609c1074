package dev.gitsync.ssh.internal.git;

import dev.gitsync.access.Access;
import dev.gitsync.internal.server.AuditSubject;
import dev.gitsync.internal.server.concurrency.LimitKey;
import dev.gitsync.model.Space;
import dev.gitsync.push.Pusher;
import dev.gitsync.ssh.identity.SshIdentity;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A user who may use a space, over one channel.
 *
 * @param client the user and the key
 * @param space the space
 * @param access the access of the user to the space
 * @param permission whether the user still has this access; asked before a push is committed
 */
public record AuthorizedSession(SignedInClient client, Space space, Access access, BooleanSupplier permission) {
    /**
     * A client that has signed in.
     *
     * @param identity the user
     * @param fingerprint the fingerprint of the key
     * @param address the IP address of the client
     * @param parameters the parameters of the protocol that the client requests, such as {@code version=2}
     */
    public record SignedInClient(SshIdentity identity, String fingerprint, String address, List<String> parameters) {
        /** Copies the list. */
        public SignedInClient {
            parameters = List.copyOf(parameters);
        }
    }

    String userId() {
        return client.identity().user().id();
    }

    Pusher pusher() {
        return client.identity().user().pusher(access);
    }

    AuditSubject auditSubject() {
        return new AuditSubject(client.address(), userId(), space.id(), client.fingerprint());
    }

    LimitKey limitKey() {
        return new LimitKey(userId(), space.id().value());
    }
}
