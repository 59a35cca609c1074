package dev.gitsync.sshkey;

import dev.gitsync.error.InvalidInputException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * A public key of SSH. Immutable, and equal to another one with the same type and blob.
 */
public final class SshPublicKey {
    private final String type;
    private final byte[] blob;

    private SshPublicKey(String type, byte[] blob) {
        this.type = type;
        this.blob = blob;
    }

    /**
     * Parses one line as in a {@code .pub} file or in {@code authorized_keys}: type, key in Base64, and an optional comment. Accepts
     * Ed25519, ECDSA on the three NIST curves, and RSA from {@value KeyBlob#LEAST_RSA_BITS} bits; also those of security keys. No message
     * contains a part of {@code line}, which may be a private key.
     *
     * @throws InvalidInputException if it is anything else; the message says what it is and what to paste instead
     */
    public static SshPublicKey parse(String line) {
        KeyLine parsed = KeyLine.of(line);
        return ofBlob(parsed.type(), parsed.blob());
    }

    /** Returns the comment of a line that {@link #parse} accepts, often {@code user@host}; empty without one. */
    public static String comment(String line) {
        return KeyLine.of(line).comment();
    }

    /**
     * Creates a key from its encoding in SSH (RFC 4253, section 6.6), as a client sends it.
     *
     * @throws InvalidInputException if the key has another type, is malformed or is too weak
     */
    public static SshPublicKey ofBlob(byte[] blob) {
        return ofBlob(KeyBlob.type(blob), blob);
    }

    private static SshPublicKey ofBlob(String type, byte[] blob) {
        KeyBlob.check(type, blob);
        return new SshPublicKey(type, blob.clone());
    }

    /** Returns the type, for example {@code ssh-ed25519}. */
    public String type() {
        return type;
    }

    /** Returns the encoding in SSH. */
    public byte[] blob() {
        return blob.clone();
    }

    /** Returns the fingerprint as {@code ssh-keygen -l} shows it: {@code SHA256:} and 43 characters. */
    public String fingerprint() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(blob);
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** Returns type and key as a line of {@code authorized_keys}, without a comment. */
    public String line() {
        return type + ' ' + Base64.getEncoder().encodeToString(blob);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SshPublicKey key && type.equals(key.type) && Arrays.equals(blob, key.blob);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(blob);
    }

    /** Returns type and fingerprint. */
    @Override
    public String toString() {
        return type + ' ' + fingerprint();
    }
}
