package dev.gitsync.internal.index;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.function.Function;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * The reader for the nodes of a trie, and the function that hashes its keys.
 *
 * @param digits returns the bytes whose hexadecimal digits lead to a key
 */
record TrieSource(ObjectReader reader, Function<String, byte[]> digits) {
    byte[] hash(String key) {
        return digits.apply(key);
    }

    /** Returns the SHA-256 of the whole key. */
    static byte[] ofWhole(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
