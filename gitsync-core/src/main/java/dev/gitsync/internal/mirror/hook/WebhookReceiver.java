package dev.gitsync.internal.mirror.hook;

import dev.gitsync.internal.mirror.MirrorParts;
import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorId;
import dev.gitsync.mirror.RemoteUrl;
import dev.gitsync.mirror.WebhookCheck;
import dev.gitsync.model.SpaceId;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether a webhook is accepted. An unknown mirror and a mirror without a secret cost the same steps as any other: one look-up
 * of the mirror, one of its secret, and one check, with a random secret whose result is ignored. Safe for use by several threads.
 */
public final class WebhookReceiver {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookReceiver.class);
    private static final RemoteUrl NO_REMOTE = new RemoteUrl("https://mirror.invalid/none");

    private final MirrorParts mirrors;
    private final Consumer<MirrorId> accepted;
    private final String decoySecret;

    /** Creates a receiver that passes the mirror of each accepted webhook to {@code accepted}. */
    public WebhookReceiver(MirrorParts mirrors, Consumer<MirrorId> accepted) {
        this.mirrors = mirrors;
        this.accepted = accepted;
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.decoySecret = HexFormat.of().formatHex(random);
    }

    /** Returns whether a webhook for this mirror is accepted; see {@link dev.gitsync.mirror.Mirrors#receiveWebhook}. */
    public boolean receive(MirrorId id, WebhookCheck check) throws IOException {
        Optional<Mirror> mirror = mirrors.directory().find(id);
        Optional<String> secret = secret(mirror.orElseGet(() -> decoy(id)));
        boolean isSigned = check.isSignedWith(secret.orElse(decoySecret));
        boolean isAccepted = isSigned && mirror.isPresent() && secret.isPresent();
        if (isAccepted) {
            accepted.accept(id);
        }
        return isAccepted;
    }

    /** A secret that can't be read counts as none: the error would reveal that the mirror exists. */
    private Optional<String> secret(Mirror mirror) {
        try {
            return mirrors.secrets().webhookSecret(mirror).filter(found -> !found.isBlank());
        } catch (RuntimeException e) {
            LOG.warn("Mirror {}: could not read the webhook secret", mirror.id(), e);
            return Optional.empty();
        }
    }

    private static Mirror decoy(MirrorId id) {
        return new Mirror(
                id,
                new SpaceId(id.value()),
                NO_REMOTE,
                Mirror.Options.defaults().credentials("env:" + id.value().replace('-', '_')));
    }
}
