package dev.gitsync.limits;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name under which sign-in attempts are counted. Only the wiki knows whether "Ada" and "ada" are one account. So a failure counts for both
 * names, and a success only for the name that was given.
 *
 * @param exact the name as the client sent it
 * @param folded the same for all names that a wiki may treat as equal: ignores case, accents, width and outer spaces
 */
record AccountName(String exact, String folded) {
    /** The length of a hash. Longer names are counted by their hash to save memory, so no name can equal the hash of another. */
    private static final int HASHED = 64;

    /** The prefix of tokens. No account has such a name, because names have no control characters. */
    private static final String TOKEN = "\ttoken ";

    private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");

    static AccountName of(String name) {
        String folded = ACCENTS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT)
                .strip();
        return new AccountName(shortened(name), shortened(folded));
    }

    /** Returns the name that stands for an access token. */
    static AccountName ofToken(String secret) {
        String name = shortened(TOKEN + hash(secret));
        return new AccountName(name, name);
    }

    private static String shortened(String name) {
        return name.length() < HASHED ? name : hash(name);
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
