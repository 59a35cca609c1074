package dev.gitsync.ssh.internal.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class JdkEd25519Test {
    /** The first test vector of RFC 8032, section 7.1. */
    private static final String SEED = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

    private static final String PUBLIC = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

    private final JdkEd25519 ed25519 = new JdkEd25519();

    @Test
    void computesThePublicKeyOfTheStandard() throws Exception {
        EdECPrivateKey key = ed25519.generateEDDSAPrivateKey(HexFormat.of().parseHex(SEED));
        assertThat(HexFormat.of().formatHex(ed25519.getPublicKeyData(ed25519.recoverEDDSAPublicKey(key))))
                .isEqualTo(PUBLIC);
    }

    @Test
    void readsAndWritesEveryKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
        for (int i = 0; i < 300; i++) {
            KeyPair pair = generator.generateKeyPair();
            byte[] raw = ed25519.getPublicKeyData((EdECPublicKey) pair.getPublic());
            assertThat(raw).hasSize(32);
            assertThat(ed25519.compareEDDSAPPublicKeys(ed25519.generateEDDSAPublicKey(raw), pair.getPublic()))
                    .isTrue();
        }
    }

    @Test
    void refusesKeysOfAnotherLength() {
        assertThatThrownBy(() -> ed25519.generateEDDSAPublicKey(new byte[31])).hasMessageContaining("32 bytes");
    }
}
