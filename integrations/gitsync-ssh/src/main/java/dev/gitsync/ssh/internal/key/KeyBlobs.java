package dev.gitsync.ssh.internal.key;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.sshkey.SshPublicKey;
import java.security.PublicKey;
import java.util.Optional;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/** Converts the keys that clients send. */
public final class KeyBlobs {
    private KeyBlobs() {}

    /** Returns a key in its encoding, or empty if it has a type or size that is not accepted. */
    public static Optional<SshPublicKey> of(PublicKey key) {
        if (key instanceof OpenSshCertificate) {
            return Optional.empty();
        }
        ByteArrayBuffer buffer = new ByteArrayBuffer();
        buffer.putRawPublicKey(key);
        try {
            return Optional.of(SshPublicKey.ofBlob(buffer.getCompactData()));
        } catch (InvalidInputException e) {
            return Optional.empty();
        }
    }
}
