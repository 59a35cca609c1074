package dev.gitsync.jdbi.mirror;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.error.OperatorNeededException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The keys that encrypt the secrets of mirrors in the database. The first key encrypts, all keys decrypt. To replace a key, put
 * the new one in front, call {@link JdbiMirrors#encryptAgain()}, and remove the old one. {@code toString} shows only the
 * fingerprints. Immutable.
 */
public final class EncryptionKeys {
    private static final String EXPECTED =
            "A key for the secrets of mirrors is 32 random bytes in base64, as openssl rand -base64 32 prints them;"
                    + " several are separated by commas, the current one first";

    private final List<EncryptionKey> keys;

    private EncryptionKeys(List<EncryptionKey> keys) {
        this.keys = keys;
    }

    /** Returns no keys, so that no secret can be stored. */
    public static EncryptionKeys none() {
        return new EncryptionKeys(List.of());
    }

    /**
     * Returns keys of 32 random bytes each, the current one first.
     *
     * @throws InvalidInputException when there is no key, or one of another length; the message does not repeat the keys
     */
    public static EncryptionKeys of(byte[]... keys) {
        if (keys.length == 0 || Arrays.stream(keys).anyMatch(key -> key.length != EncryptionKey.BYTES)) {
            throw new InvalidInputException(EXPECTED);
        }
        return new EncryptionKeys(Arrays.stream(keys).map(EncryptionKey::new).toList());
    }

    /**
     * Parses keys of 32 random bytes in base64, separated by commas, the current one first.
     *
     * @throws InvalidInputException when {@code text} has another form; the message does not repeat it
     */
    public static EncryptionKeys parse(String text) {
        return of(Arrays.stream(text.split(",", -1))
                .map(key -> decoded(key.strip()))
                .toArray(byte[][]::new));
    }

    private static byte[] decoded(String key) {
        try {
            return Base64.getDecoder().decode(key.replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException e) {
            // The exception would repeat a part of the key.
            throw new InvalidInputException(EXPECTED);
        }
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    /** Returns the key that encrypts. */
    EncryptionKey current() {
        if (keys.isEmpty()) {
            throw new OperatorNeededException(
                    "The secrets of mirrors can't be stored, because no encryption key is set."
                            + " Pass EncryptionKeys to JdbiMirrors.");
        }
        return keys.get(0);
    }

    /** Returns the key with this fingerprint. */
    Optional<EncryptionKey> find(String id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst();
    }

    /** Returns the fingerprints of the keys, which are not secret. */
    @Override
    public String toString() {
        return "EncryptionKeys" + keys;
    }
}
