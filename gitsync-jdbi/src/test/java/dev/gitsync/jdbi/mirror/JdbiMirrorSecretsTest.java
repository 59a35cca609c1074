package dev.gitsync.jdbi.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.error.OperatorNeededException;
import dev.gitsync.jdbi.TestDatabase;
import dev.gitsync.mirror.EnvironmentMirrorSecrets;
import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.Mirror.Options;
import dev.gitsync.mirror.MirrorId;
import dev.gitsync.mirror.RemoteCredentials;
import dev.gitsync.mirror.RemoteCredentials.SshKey;
import dev.gitsync.mirror.RemoteCredentials.UserPassword;
import dev.gitsync.mirror.RemoteUrl;
import dev.gitsync.model.SpaceId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The secrets of mirrors are encrypted in the database, and appear nowhere else. */
class JdbiMirrorSecretsTest {
    private static final TestDatabase DATABASE = MirrorTables.DATABASE;
    private static final byte[] KEY = key(1);
    private static final byte[] NEW_KEY = key(2);
    private static final EncryptionKeys KEYS = EncryptionKeys.of(KEY);
    private static final UserPassword PASSWORD = new UserPassword("rob:ot", "hunter2-ä☃🙂\n");

    private final JdbiMirrors mirrors = mirrors(KEYS);
    private final Mirror mirror = created();

    private static byte[] key(int filledWith) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) filledWith);
        return key;
    }

    private static JdbiMirrors mirrors(EncryptionKeys keys) {
        return new JdbiMirrors(
                DATABASE.jdbi(),
                keys,
                new EnvironmentMirrorSecrets(
                        Map.of("WIKI_PASSWORD", "from-env", "WIKI_WEBHOOK_SECRET", "webhook-from-env")));
    }

    private Mirror created() {
        Mirror created = mirror("m-" + UUID.randomUUID(), Options.defaults().credentials(JdbiMirrors.STORED));
        mirrors.create(created);
        return created;
    }

    private static Mirror mirror(String id, Options options) {
        return new Mirror(
                new MirrorId(id), new SpaceId("docs"), new RemoteUrl("https://git.example.org/docs.git"), options);
    }

    @Test
    void storedCredentialsComeBack() {
        assertThat(mirrors.credentials(mirror)).isEmpty();
        assertThat(mirrors.hasCredentials(mirror.id())).isFalse();
        for (RemoteCredentials credentials : List.of(
                PASSWORD, new UserPassword("", ""), new SshKey("-----BEGIN\nkey\n", "host ssh-ed25519 AAAA\n"))) {
            assertThat(mirrors.setCredentials(mirror.id(), credentials)).isTrue();
            assertThat(mirrors.credentials(mirror)).contains(credentials);
            assertThat(mirrors.hasCredentials(mirror.id())).isTrue();
        }
        assertThat(mirrors.removeCredentials(mirror.id())).isTrue();
        assertThat(mirrors.credentials(mirror)).isEmpty();
        assertThat(mirrors.webhookSecret(mirror)).as("stays").isPresent();
    }

    @Test
    void otherReferencesAreResolvedElsewhere() {
        mirrors.setCredentials(mirror.id(), PASSWORD);
        Options options = Options.defaults();
        Mirror inEnvironment = mirror(mirror.id().value(), options.credentials("env:WIKI"));
        assertThat(mirrors.credentials(inEnvironment)).contains(new UserPassword("git", "from-env"));
        assertThat(mirrors.webhookSecret(inEnvironment)).contains("webhook-from-env");

        Mirror unknown = mirror(mirror.id().value(), options.credentials("env:OTHER"));
        assertThat(mirrors.credentials(unknown)).isEmpty();
        assertThat(mirrors.webhookSecret(unknown))
                .isEqualTo(mirrors.webhookSecret(mirror))
                .isPresent();

        Mirror without = mirror(mirror.id().value(), options);
        assertThat(mirrors.credentials(without)).isEmpty();
        assertThat(mirrors.webhookSecret(without)).isEqualTo(mirrors.webhookSecret(mirror));
    }

    @Test
    void everyMirrorHasAWebhookSecretOfItsOwnThatCanBeReplaced() {
        String secret = mirrors.webhookSecret(mirror).orElseThrow();
        assertThat(secret).matches("[A-Za-z0-9_-]{43}");
        assertThat(mirrors.webhookSecret(created()).orElseThrow()).isNotEqualTo(secret);
        assertThat(mirrors.newWebhookSecret(mirror.id())).isTrue();
        assertThat(mirrors.webhookSecret(mirror).orElseThrow())
                .matches("[A-Za-z0-9_-]{43}")
                .isNotEqualTo(secret);
    }

    @Test
    void keepsAWebhookSecretThatTheProviderGenerated() {
        String token = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        assertThat(mirrors.setWebhookSecret(mirror.id(), token)).isTrue();
        assertThat(mirrors.webhookSecret(mirror)).contains(token);
        assertThat(MirrorTables.dump()).doesNotContain(token);
        assertThat(mirrors.setWebhookSecret(new MirrorId("no-such-mirror"), token))
                .isFalse();
        for (String invalid : List.of("", "short", "with a space in it here", "ä".repeat(20), "x".repeat(513))) {
            assertThatThrownBy(() -> mirrors.setWebhookSecret(mirror.id(), invalid))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessage("A webhook secret is 16 to 512 visible ASCII characters");
        }
        assertThat(mirrors.webhookSecret(mirror)).contains(token);
    }

    @Test
    void noSecretIsInAnyTable() {
        mirrors.setCredentials(mirror.id(), PASSWORD);
        String webhook = mirrors.webhookSecret(mirror).orElseThrow();
        String dump = MirrorTables.dump();
        assertThat(dump).contains(mirror.id().value()).contains("credentials").contains("webhook");
        for (String secret : List.of("hunter2", PASSWORD.secret(), PASSWORD.user(), webhook)) {
            assertThat(dump)
                    .doesNotContain(secret)
                    .doesNotContain(HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8)));
        }
        for (byte[] key : List.of(KEY, Base64.getUrlDecoder().decode(webhook))) {
            assertThat(dump)
                    .doesNotContain(HexFormat.of().formatHex(key))
                    .doesNotContain(Base64.getEncoder().encodeToString(key));
        }
    }

    /** The database logs values that are bound to statements, if it is set so. */
    @Test
    void noSecretIsBoundToAStatement() {
        StringBuilder bound = new StringBuilder();
        JdbiMirrors watched = new JdbiMirrors(
                BoundValues.watched(DATABASE.url(), bound), KEYS, new EnvironmentMirrorSecrets(Map.of()));
        Mirror other = mirror("w-" + UUID.randomUUID(), Options.defaults().credentials(JdbiMirrors.STORED));
        watched.create(other);
        watched.setCredentials(other.id(), PASSWORD);
        assertThat(watched.credentials(other)).contains(PASSWORD);
        String webhook = watched.webhookSecret(other).orElseThrow();
        assertThat(bound.toString()).contains(other.id().value());
        for (String secret : List.of("hunter2", PASSWORD.user(), webhook)) {
            assertThat(bound.toString())
                    .doesNotContain(secret)
                    .doesNotContain(HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void oneSecretIsEncryptedDifferentlyEachTime() {
        mirrors.setCredentials(mirror.id(), PASSWORD);
        String first = row("credentials");
        mirrors.setCredentials(mirror.id(), PASSWORD);
        assertThat(row("credentials")).isNotEqualTo(first);
    }

    @Test
    void aRowThatIsCopiedToAnotherMirrorCannotBeDecrypted() {
        mirrors.setCredentials(mirror.id(), PASSWORD);
        Mirror other = created();
        DATABASE.jdbi()
                .useHandle(handle ->
                        handle.execute("""
                        INSERT INTO gitsync_mirror_secrets
                        SELECT ?, kind, key_id, nonce, ciphertext FROM gitsync_mirror_secrets
                        WHERE mirror_id = ? AND kind = 'credentials'""", other.id().value(), mirror.id().value()));
        assertUndecipherable(mirrors, other, "its row was changed, or copied from another mirror");
        assertThat(mirrors.credentials(mirror)).contains(PASSWORD);
    }

    @Test
    void aRowOfAnotherKindCannotBeDecrypted() {
        DATABASE.jdbi()
                .useHandle(handle -> handle.execute(
                        "UPDATE gitsync_mirror_secrets SET kind = 'credentials' WHERE mirror_id = ?",
                        mirror.id().value()));
        assertUndecipherable(mirrors, mirror, "its row was changed, or copied from another mirror");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ciphertext = set_byte(ciphertext, 0, get_byte(ciphertext, 0) # 1)",
                "ciphertext = substring(ciphertext FROM 1 FOR 16)",
                "ciphertext = ciphertext || '\\x00'",
                "nonce = '\\x000000000000000000000000'"
            })
    void aChangedRowCannotBeDecrypted(String change) {
        mirrors.setCredentials(mirror.id(), PASSWORD);
        DATABASE.jdbi()
                .useHandle(handle -> handle.createUpdate(
                                "UPDATE gitsync_mirror_secrets SET " + change + " WHERE mirror_id = :mirror")
                        .bind("mirror", mirror.id().value())
                        .execute());
        assertUndecipherable(mirrors, mirror, "its row was changed, or copied from another mirror");
        mirrors.setCredentials(mirror.id(), PASSWORD);
        assertThat(mirrors.credentials(mirror)).contains(PASSWORD);
    }

    @Test
    void aMissingKeyIsNamedByItsFingerprint() {
        mirrors.setCredentials(mirror.id(), PASSWORD);
        JdbiMirrors other = mirrors(EncryptionKeys.of(NEW_KEY));
        String fingerprint = KEYS.current().id();
        assertUndecipherable(
                other,
                mirror,
                "the key with the fingerprint " + fingerprint + " is not set (set: " + EncryptionKeys.of(NEW_KEY)
                        + "). Set that key as well, or store the secret again.");
        assertThatThrownBy(() -> other.webhookSecret(mirror))
                .isInstanceOf(OperatorNeededException.class)
                .hasMessageStartingWith("The stored webhook secret of mirror " + mirror.id() + " can't be decrypted");
    }

    private static void assertUndecipherable(JdbiMirrors mirrors, Mirror mirror, String why) {
        assertThatThrownBy(() -> mirrors.credentials(mirror))
                .isInstanceOf(OperatorNeededException.class)
                .hasNoCause()
                .hasMessageStartingWith("The stored credentials of mirror " + mirror.id() + " can't be decrypted: ")
                .hasMessageContaining(why);
        assertThat(mirrors.hasCredentials(mirror.id())).isTrue();
    }

    @Test
    void credentialsOfANewerVersionAreNamed() {
        DATABASE.jdbi()
                .useHandle(handle -> new SecretTable(KEYS)
                        .put(handle, mirror.id(), SecretTable.Kind.CREDENTIALS, new byte[] {99, 0}));
        assertThatThrownBy(() -> mirrors.credentials(mirror))
                .isInstanceOf(OperatorNeededException.class)
                .hasMessage("The stored credentials of mirror " + mirror.id()
                        + " were written by a newer version of gitsync. Update gitsync, or store them again.");
    }

    @Test
    void keysAreReplacedOneAfterTheOther() {
        MirrorTables.clear();
        EnvironmentMirrorSecrets none = new EnvironmentMirrorSecrets(Map.of());
        JdbiMirrors before = new JdbiMirrors(DATABASE.jdbi(), EncryptionKeys.of(KEY), none);
        JdbiMirrors both = new JdbiMirrors(DATABASE.jdbi(), EncryptionKeys.of(NEW_KEY, KEY), none);
        JdbiMirrors after = new JdbiMirrors(DATABASE.jdbi(), EncryptionKeys.of(NEW_KEY), none);
        before.create(mirror);
        before.setCredentials(mirror.id(), PASSWORD);
        String webhook = before.webhookSecret(mirror).orElseThrow();

        assertThat(both.credentials(mirror)).contains(PASSWORD);
        assertThatThrownBy(after::encryptAgain).isInstanceOf(OperatorNeededException.class);
        assertThat(both.encryptAgain()).isEqualTo(2);
        assertThat(both.encryptAgain()).isZero();

        assertThat(after.credentials(mirror)).contains(PASSWORD);
        assertThat(after.webhookSecret(mirror)).contains(webhook);
        assertThatThrownBy(() -> before.credentials(mirror)).isInstanceOf(OperatorNeededException.class);
        MirrorTables.clear();
    }

    @Test
    void withoutAKeyMirrorsWorkButStoreNoSecrets() {
        JdbiMirrors keyless = mirrors(EncryptionKeys.none());
        Mirror other = mirror("k-" + UUID.randomUUID(), Options.defaults().credentials("env:OTHER"));
        keyless.create(other);
        assertThat(keyless.webhookSecret(other)).isEmpty();
        for (Runnable store : List.<Runnable>of(
                () -> keyless.setCredentials(other.id(), PASSWORD), () -> keyless.newWebhookSecret(other.id()))) {
            assertThatThrownBy(store::run)
                    .isInstanceOf(OperatorNeededException.class)
                    .hasMessage("The secrets of mirrors can't be stored, because no encryption key is set."
                            + " Pass EncryptionKeys to JdbiMirrors.");
        }
        assertThat(keyless.update(other)).isTrue();
        assertThat(keyless.delete(other.id())).isTrue();
    }

    @Test
    void nothingShowsASecret() {
        String base64 = Base64.getEncoder().encodeToString(KEY);
        assertThat(mirrors.toString() + KEYS + KEYS.current())
                .contains(KEYS.current().id())
                .doesNotContain(base64)
                .doesNotContain(HexFormat.of().formatHex(KEY));
    }

    private String row(String kind) {
        return DATABASE.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT t::text FROM gitsync_mirror_secrets t WHERE mirror_id = :mirror AND kind = :kind")
                        .bind("mirror", mirror.id().value())
                        .bind("kind", kind)
                        .mapTo(String.class)
                        .one());
    }
}
