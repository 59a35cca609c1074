package dev.gitsync.ssh.identity;

import dev.gitsync.access.Access;
import dev.gitsync.access.WikiUser;
import dev.gitsync.sshkey.SshKey;
import dev.gitsync.sshkey.SshKeys;
import dev.gitsync.sshkey.SshPublicKey;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Finds users by the keys that they have added to {@link SshKeys}. */
public final class StoredKeyAuthenticator implements SshAuthenticator {
    private final SshKeys keys;
    private final Function<String, Optional<WikiUser>> users;

    /**
     * Creates an authenticator.
     *
     * @param keys the keys
     * @param users finds a user by the wiki's id, and returns empty for users who may not sign in
     */
    public StoredKeyAuthenticator(SshKeys keys, Function<String, Optional<WikiUser>> users) {
        this.keys = Objects.requireNonNull(keys, "keys");
        this.users = Objects.requireNonNull(users, "users");
    }

    @Override
    public Optional<SshIdentity> authenticate(SshPublicKey key) {
        return keys.find(key).flatMap(stored -> users.apply(stored.user()).map(user -> identity(stored, user)));
    }

    private SshIdentity identity(SshKey stored, WikiUser user) {
        return new SshIdentity(
                user,
                stored.label(),
                (who, space) -> Access.MAINTAIN,
                () -> isStillValid(stored),
                () -> keys.used(stored));
    }

    private boolean isStillValid(SshKey before) {
        return keys.find(before.key())
                        .filter(now -> now.id().equals(before.id()))
                        .isPresent()
                && users.apply(before.user()).isPresent();
    }
}
