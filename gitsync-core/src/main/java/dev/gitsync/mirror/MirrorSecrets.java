package dev.gitsync.mirror;

import java.util.Optional;

/**
 * Resolves the secrets of mirrors. {@link EnvironmentMirrorSecrets} reads them from environment variables. Called for each connection and each webhook, so that a changed secret takes effect
 * immediately. Safe for use by several threads. Both methods throw {@link dev.gitsync.error.StoreException} when the storage
 * can't be reached, and {@link dev.gitsync.error.OperatorNeededException} when a secret is there but can't be read, such as
 * without its encryption key. A run then ends as {@code UNAUTHORIZED} with that message, which must not contain a secret.
 */
public interface MirrorSecrets {
    /**
     * Returns the credentials that {@link Mirror.Options#credentials()} refers to; empty if this object does not know the
     * reference. The mirror reports that as wrong credentials and does not connect.
     */
    Optional<RemoteCredentials> credentials(Mirror mirror);

    /** Returns the secret that the webhooks of the mirror are signed with; empty if the mirror accepts no webhooks. */
    Optional<String> webhookSecret(Mirror mirror);
}
