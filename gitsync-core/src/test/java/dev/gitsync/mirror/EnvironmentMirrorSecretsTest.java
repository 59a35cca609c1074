package dev.gitsync.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.mirror.Mirror.Options;
import dev.gitsync.mirror.RemoteCredentials.SshKey;
import dev.gitsync.mirror.RemoteCredentials.UserPassword;
import dev.gitsync.model.SpaceId;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentMirrorSecretsTest {
    private final Map<String, String> environment = new HashMap<>();
    private final MirrorSecrets secrets = new EnvironmentMirrorSecrets(environment);

    @Test
    void readsAUserNameAndAPassword() {
        environment.putAll(Map.of("WIKI_1_USER", "robot", "WIKI_1_PASSWORD", " hunter2 "));
        assertThat(secrets.credentials(mirror("env:WIKI_1"))).contains(new UserPassword("robot", " hunter2 "));
    }

    @Test
    void theUserNameIsGitByDefault() {
        environment.putAll(Map.of("WIKI_PASSWORD", "hunter2", "WIKI_USER", " "));
        assertThat(secrets.credentials(mirror("env:WIKI"))).contains(new UserPassword("git", "hunter2"));
    }

    @Test
    void readsAnSshKeyWithTheHostKeys() {
        environment.put("WIKI_SSH_KEY", "key\n");
        assertThat(secrets.credentials(mirror("env:WIKI")))
                .as("without host keys")
                .isEmpty();
        environment.put("WIKI_SSH_HOST_KEYS", "git.example.org ssh-ed25519 AAAA");
        assertThat(secrets.credentials(mirror("env:WIKI")))
                .contains(new SshKey("key\n", "git.example.org ssh-ed25519 AAAA"));
    }

    @Test
    void aChangedVariableIsSeenAtOnce() {
        assertThat(secrets.credentials(mirror("env:WIKI"))).isEmpty();
        environment.put("WIKI_PASSWORD", "hunter2");
        assertThat(secrets.credentials(mirror("env:WIKI"))).isPresent();
        environment.put("WIKI_PASSWORD", " ");
        assertThat(secrets.credentials(mirror("env:WIKI"))).isEmpty();
    }

    @Test
    void readsTheSecretOfWebhooks() {
        assertThat(secrets.webhookSecret(mirror("env:WIKI"))).isEmpty();
        environment.put("WIKI_WEBHOOK_SECRET", "hunter2");
        assertThat(secrets.webhookSecret(mirror("env:WIKI"))).contains("hunter2");
        assertThat(secrets.credentials(mirror("env:WIKI"))).isEmpty();
    }

    /** The value is what docs/mirrors.md computes with openssl. */
    @Test
    void derivesTheSecretOfEachMirrorFromASharedKey() {
        environment.putAll(Map.of("ALL_WEBHOOK_KEY", "one key for all", "ALL_WEBHOOK_SECRET", "one"));
        assertThat(secrets.webhookSecret(mirror("docs", "env:ALL")))
                .contains("2e3a74d7b0a09770b11873aa94186dd76f038a5dca2fef1bbb40b63e2bcda4ab");
        assertThat(secrets.webhookSecret(mirror("other", "env:ALL")))
                .isNotEqualTo(secrets.webhookSecret(mirror("docs", "env:ALL")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"env:1WIKI", "env:WI-KI", "env:env:WIKI", "env:WIKI/", "stored", "vault:WIKI"})
    void knowsNoOtherReference(String reference) {
        environment.putAll(Map.of("WIKI_PASSWORD", "hunter2", "_PASSWORD", "hunter2", "1WIKI_PASSWORD", "hunter2"));
        environment.putAll(Map.of("WIKI_WEBHOOK_SECRET", "hunter2", "WI-KI_PASSWORD", "hunter2"));
        assertThat(secrets.credentials(mirror(reference))).isEmpty();
        assertThat(secrets.webhookSecret(mirror(reference))).isEmpty();
    }

    @Test
    void aMirrorWithoutAReferenceHasNoSecrets() {
        Mirror mirror = new Mirror(
                new MirrorId("docs"),
                new SpaceId("docs"),
                new RemoteUrl("https://git.example.org/x"),
                Options.defaults());
        assertThat(secrets.credentials(mirror)).isEmpty();
        assertThat(secrets.webhookSecret(mirror)).isEmpty();
    }

    @Test
    void secretsAreNotShown() {
        assertThat(new UserPassword("robot", "hunter2")).hasToString("UserPassword[user=robot]");
        assertThat(new SshKey("hunter2", "hosts")).hasToString("SshKey[]");
    }

    private static Mirror mirror(String reference) {
        return mirror("docs", reference);
    }

    private static Mirror mirror(String id, String reference) {
        return new Mirror(
                new MirrorId(id),
                new SpaceId(id),
                new RemoteUrl("https://git.example.org/" + id + ".git"),
                Options.defaults().credentials(reference));
    }
}
