package dev.gitsync.demo.account;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Stored passwords: {@code pbkdf2-sha512$iterations$salt$hash}, salt and hash in base 64. Each hash carries its parameters, so that a
 * later version can raise them without locking anyone out.
 */
final class PasswordHash {
    private static final String SCHEME = "pbkdf2-sha512";
    private static final String ALGORITHM = "PBKDF2WithHmacSHA512";
    /** The recommendation of OWASP for this algorithm. */
    static final int RECOMMENDED_ITERATIONS = 210_000;

    /** The system property with which tests avoid minutes of hashing. */
    private static final String PROPERTY = "gitsync.demo.password.iterations";

    private static final int ITERATIONS = iterations(System.getProperty(PROPERTY));

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private PasswordHash() {}

    /** The iterations for a new password: the recommendation, unless the property is set. */
    static int iterations(@Nullable String property) {
        return property == null ? RECOMMENDED_ITERATIONS : Integer.parseInt(property);
    }

    /** A hash of {@code password} with a salt of its own. */
    static String of(String password) {
        byte[] salt = random(SALT_BYTES);
        return stored(salt, derive(password, salt, ITERATIONS));
    }

    private static String stored(byte[] salt, byte[] hash) {
        return String.join("$", SCHEME, Integer.toString(ITERATIONS), encode(salt), encode(hash));
    }

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** A hash that no password matches. Quick to create, and as slow to check as any other. */
    static String unmatched() {
        return stored(random(SALT_BYTES), random(HASH_BYTES));
    }

    /** Whether {@code password} is the one behind {@code stored}; takes the same time for every answer. */
    static boolean matches(String password, String stored) {
        String[] parts = stored.split("\\$", -1);
        if (parts.length != 4 || !parts[0].equals(SCHEME)) {
            throw new IllegalStateException("A stored password has an unknown form");
        }
        byte[] actual = derive(password, decode(parts[2]), Integer.parseInt(parts[1]));
        return MessageDigest.isEqual(actual, decode(parts[3]));
    }

    private static byte[] derive(String password, byte[] salt, int iterations) {
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_BYTES * Byte.SIZE);
        try {
            return SecretKeyFactory.getInstance(ALGORITHM).generateSecret(spec).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no " + ALGORITHM, e);
        } finally {
            spec.clearPassword();
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] decode(String text) {
        return Base64.getDecoder().decode(text);
    }
}
