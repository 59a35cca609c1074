package dev.gitsync.ssh.identity;

import dev.gitsync.access.Access;
import dev.gitsync.access.SpaceAccess;
import dev.gitsync.access.WikiUser;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * A user who signs in with a public key.
 *
 * @param user the user
 * @param keyLabel the name of the key, shown to the user
 * @param limit the highest access that the key allows, whatever access the user has
 * @param validity whether key and user are still valid; asked before each command of the connection and right before a push is committed, so
 *     it must be fast
 * @param signedIn runs after the client has proved that it has the private key, for example to record the time
 */
public record SshIdentity(
        WikiUser user, String keyLabel, SpaceAccess limit, BooleanSupplier validity, Runnable signedIn) {
    /** Checks that no component is null. */
    public SshIdentity {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(keyLabel, "keyLabel");
        Objects.requireNonNull(limit, "limit");
        Objects.requireNonNull(validity, "validity");
        Objects.requireNonNull(signedIn, "signedIn");
    }

    /** Creates an identity with the full access of the user. */
    public SshIdentity(WikiUser user, String keyLabel, BooleanSupplier validity) {
        this(user, keyLabel, (who, space) -> Access.MAINTAIN, validity, () -> {});
    }
}
