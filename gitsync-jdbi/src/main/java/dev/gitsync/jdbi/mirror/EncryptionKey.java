package dev.gitsync.jdbi.mirror;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A key for AES-256-GCM, with the fingerprint by which a row names it. Immutable and safe for use by several threads. */
final class EncryptionKey {
    static final int BYTES = 32;
    static final int NONCE_BYTES = 12;

    private static final int TAG_BITS = 128;
    private static final int ID_BYTES = 8;

    private final SecretKeySpec key;
    private final String id;

    /** Takes a copy of 32 bytes. */
    EncryptionKey(byte[] bytes) {
        key = new SecretKeySpec(bytes, "AES");
        id = fingerprint(bytes);
    }

    private static String fingerprint(byte[] key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update("gitsync encryption key\0".getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(key), ID_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }

    /** Returns the fingerprint: 16 hexadecimal digits from which the key can't be computed. */
    String id() {
        return id;
    }

    /**
     * Encrypts a secret.
     *
     * @param nonce 12 random bytes that are used once
     * @param context what {@link #decrypt} must be given again
     */
    byte[] encrypt(byte[] secret, byte[] nonce, byte[] context) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, nonce, context).doFinal(secret);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java can't encrypt with AES-256-GCM", e);
        }
    }

    /** Returns the secret; empty if the bytes were changed, or were encrypted with another key or in another context. */
    Optional<byte[]> decrypt(byte[] ciphertext, byte[] nonce, byte[] context) {
        if (ciphertext.length < TAG_BITS / Byte.SIZE) {
            return Optional.empty();
        }
        try {
            return Optional.of(cipher(Cipher.DECRYPT_MODE, nonce, context).doFinal(ciphertext));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java can't decrypt with AES-256-GCM", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, byte[] context) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context);
        return cipher;
    }

    @Override
    public String toString() {
        return id;
    }
}
