package dev.gitsync.sshkey;

import dev.gitsync.error.InvalidInputException;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Checks the encoding of a public key: RFC 4253 (RSA), RFC 5656 (ECDSA), RFC 8709 (Ed25519), and those of security keys. */
final class KeyBlob {
    /** The minimum size of an RSA key, in bits. */
    static final int LEAST_RSA_BITS = 2_048;

    private static final int MOST_RSA_BITS = 16_384;
    private static final int MOST_EXPONENT_BITS = 64;
    private static final int ED25519_BYTES = 32;
    private static final byte UNCOMPRESSED = 4;
    /** The application of a security key is usually {@code ssh:}. */
    private static final int MOST_APPLICATION_BYTES = 256;

    /** The bytes of a coordinate by curve. */
    private static final Map<String, Integer> CURVES = Map.of("nistp256", 32, "nistp384", 48, "nistp521", 66);

    private static final String MALFORMED =
            "The key is incomplete or damaged. Copy the whole line of the .pub file again.";

    private final ByteBuffer rest;

    private KeyBlob(byte[] blob) {
        rest = ByteBuffer.wrap(blob);
    }

    /** Returns the type that a key names. */
    static String type(byte[] blob) {
        return new KeyBlob(blob).text();
    }

    /**
     * Checks a key.
     *
     * @throws InvalidInputException if it has another type than {@code type}, or a type, form or size that is not accepted
     */
    static void check(String type, byte[] blob) {
        KeyBlob key = new KeyBlob(blob);
        if (type.isEmpty() || !key.text().equals(type)) {
            throw new InvalidInputException(MALFORMED);
        }
        switch (type) {
            case "ssh-ed25519" -> key.ed25519();
            case "sk-ssh-ed25519@openssh.com" -> {
                key.ed25519();
                key.application();
            }
            case "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521" ->
                key.point(type.substring("ecdsa-sha2-".length()));
            case "sk-ecdsa-sha2-nistp256@openssh.com" -> {
                key.point("nistp256");
                key.application();
            }
            case "ssh-rsa" -> key.rsa();
            case "ssh-dss" ->
                throw new InvalidInputException(
                        "DSA keys are not accepted: they are too weak. Create a key with: ssh-keygen -t ed25519");
            default ->
                throw new InvalidInputException(
                        type.contains("-cert-")
                                ? "Certificates are not accepted. Paste the public key that was certified."
                                : "Keys of this type are not accepted. Create a key with: ssh-keygen -t ed25519");
        }
        if (key.rest.hasRemaining()) {
            throw new InvalidInputException(MALFORMED);
        }
    }

    private void ed25519() {
        require(bytes().length == ED25519_BYTES);
    }

    private void application() {
        require(bytes().length <= MOST_APPLICATION_BYTES);
    }

    private void point(String curve) {
        require(text().equals(curve));
        byte[] point = bytes();
        require(point.length == 1 + 2 * CURVES.getOrDefault(curve, 0) && point[0] == UNCOMPRESSED);
    }

    private void rsa() {
        BigInteger exponent = integer();
        BigInteger modulus = integer();
        require(exponent.testBit(0)
                && exponent.bitLength() > 1
                && exponent.bitLength() <= MOST_EXPONENT_BITS
                && modulus.signum() > 0
                && modulus.testBit(0));
        if (modulus.bitLength() < LEAST_RSA_BITS || modulus.bitLength() > MOST_RSA_BITS) {
            throw new InvalidInputException("This RSA key has " + modulus.bitLength() + " bits; from " + LEAST_RSA_BITS
                    + " to " + MOST_RSA_BITS + " are accepted. Create a key with: ssh-keygen -t ed25519");
        }
    }

    private BigInteger integer() {
        byte[] bytes = bytes();
        require(bytes.length > 0);
        return new BigInteger(bytes);
    }

    private String text() {
        return new String(bytes(), StandardCharsets.ISO_8859_1);
    }

    private byte[] bytes() {
        try {
            int length = rest.getInt();
            require(length >= 0 && length <= rest.remaining());
            byte[] bytes = new byte[length];
            rest.get(bytes);
            return bytes;
        } catch (BufferUnderflowException e) {
            throw new InvalidInputException(MALFORMED);
        }
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new InvalidInputException(MALFORMED);
        }
    }
}
