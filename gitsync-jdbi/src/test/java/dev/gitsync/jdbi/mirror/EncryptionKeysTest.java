package dev.gitsync.jdbi.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.error.InvalidInputException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptionKeysTest {
    private static final String EXPECTED =
            "A key for the secrets of mirrors is 32 random bytes in base64, as openssl rand"
                    + " -base64 32 prints them; several are separated by commas, the current one first";
    private static final byte[] OLD = bytes(0x3f);
    private static final byte[] NEW = bytes(0xfb);

    private static byte[] bytes(int value) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    @Test
    void readsBase64WithTheCurrentKeyFirst() {
        String text = Base64.getEncoder().encodeToString(NEW) + " , "
                + Base64.getUrlEncoder().withoutPadding().encodeToString(OLD) + "\n";
        EncryptionKeys keys = EncryptionKeys.parse(text);
        assertThat(keys).hasToString(EncryptionKeys.of(NEW, OLD).toString());
        assertThat(keys.current().id()).isEqualTo(new EncryptionKey(NEW).id()).matches("[0-9a-f]{16}");
        assertThat(keys.find(new EncryptionKey(OLD).id())).isPresent();
        assertThat(keys.find("0000000000000000")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",",
                "hunter2",
                "c2hvcnQ=",
                "PLACEHOLDER PLACEHOLDER PLACEHOLDER",
                "Pz8/Pz8/Pz8/Pz8/Pz8/Pz8/Pz8/Pz8/Pz8/Pz8/Pz8=,",
                "Pz8/Pz8/Pz8/Pz8/Pz8/Pz8/Pz8/Pz8/Pz8/Pz8/Pz8=,hunter2",
                "Pz8/Pz8/Pz8/Pz8/Pz8/Pz8/Pz8/Pz8/Pz8/Pz8/Pz8/"
            })
    void refusesOtherTextsAndDoesNotRepeatThem(String text) {
        assertThatThrownBy(() -> EncryptionKeys.parse(text))
                .isInstanceOf(InvalidInputException.class)
                .hasNoCause()
                .hasMessage(EXPECTED);
    }

    @Test
    void refusesKeysOfAnotherLength() {
        assertThatThrownBy(EncryptionKeys::of).hasMessage(EXPECTED);
        assertThatThrownBy(() -> EncryptionKeys.of(NEW, new byte[31])).hasMessage(EXPECTED);
        assertThatThrownBy(() -> EncryptionKeys.of(new byte[16])).hasMessage(EXPECTED);
    }

    @Test
    void aKeyIsCopied() {
        byte[] mine = NEW.clone();
        EncryptionKey key = new EncryptionKey(mine);
        byte[] encrypted = key.encrypt(OLD, new byte[12], new byte[0]);
        Arrays.fill(mine, (byte) 0);
        assertThat(key.decrypt(encrypted, new byte[12], new byte[0]).orElseThrow())
                .isEqualTo(OLD);
    }

    @Test
    void decryptsOnlyWithTheSameKeyNonceAndContext() {
        EncryptionKey key = new EncryptionKey(NEW);
        byte[] nonce = new byte[12];
        byte[] encrypted = key.encrypt(OLD, nonce, new byte[] {1});
        assertThat(encrypted).hasSize(OLD.length + 16);
        assertThat(key.decrypt(encrypted, nonce, new byte[] {1})).isPresent();
        assertThat(key.decrypt(encrypted, nonce, new byte[] {2})).isEqualTo(Optional.empty());
        assertThat(key.decrypt(encrypted, new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, new byte[] {1}))
                .isEqualTo(Optional.empty());
        assertThat(new EncryptionKey(OLD).decrypt(encrypted, nonce, new byte[] {1}))
                .isEqualTo(Optional.empty());
        assertThat(key.decrypt(new byte[] {1}, nonce, new byte[] {1})).isEqualTo(Optional.empty());
    }
}
