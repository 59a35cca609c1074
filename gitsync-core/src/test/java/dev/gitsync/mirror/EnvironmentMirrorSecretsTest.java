package dev.gitsync.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.SpaceId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentMirrorSecretsTest {
    private final MirrorSecrets secrets = new EnvironmentMirrorSecrets(Map.of(
            "ONE_PASSWORD", "pass",
            "ONE_WEBHOOK_SECRET", "one",
            "ALL_WEBHOOK_KEY", "one key for all",
            "BLANK_WEBHOOK_SECRET", " "));

    @Test
    void readsUserAndPassword() {
        assertThat(secrets.credentials(mirror("docs", "env:ONE")))
                .contains(new RemoteCredentials.UserPassword("git", "pass"));
        assertThat(secrets.credentials(mirror("docs", "env:ALL"))).isEmpty();
    }

    @Test
    void readsTheSecretOfWebhooks() {
        assertThat(secrets.webhookSecret(mirror("docs", "env:ONE"))).contains("one");
        assertThat(secrets.webhookSecret(mirror("docs", "env:BLANK"))).isEmpty();
        assertThat(secrets.webhookSecret(mirror("docs", "env:NONE"))).isEmpty();
        assertThat(secrets.webhookSecret(mirror("docs", "ONE"))).isEmpty();
    }

    /** The value is what docs/mirrors.md computes with openssl. */
    @Test
    void derivesTheSecretOfEachMirrorFromASharedKey() {
        assertThat(secrets.webhookSecret(mirror("docs", "env:ALL")))
                .contains("2e3a74d7b0a09770b11873aa94186dd76f038a5dca2fef1bbb40b63e2bcda4ab");
        assertThat(secrets.webhookSecret(mirror("other", "env:ALL")))
                .isNotEqualTo(secrets.webhookSecret(mirror("docs", "env:ALL")));
    }

    private static Mirror mirror(String id, String reference) {
        return new Mirror(
                new MirrorId(id),
                new SpaceId(id),
                new RemoteUrl("https://git.example.org/" + id + ".git"),
                Mirror.Options.defaults().credentials(reference));
    }
}
