package dev.gitsync.examples.fitnesse;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells texts apart in a few characters. */
final class Fingerprint {
    /** Of a page that says nothing, and so can't be recognised by what it says. */
    static final String NOTHING = "none";

    private Fingerprint() {}

    /** The same for the same text only. */
    static String of(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
