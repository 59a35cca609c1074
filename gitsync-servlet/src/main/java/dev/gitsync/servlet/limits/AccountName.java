package dev.gitsync.servlet.limits;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name under which attempts to sign in are counted. Whether "Ada" and "ada" are one account only the wiki knows. So an
 * attempt counts for both, and a success for the one that was named.
 *
 * @param exact the name as it was sent
 * @param folded the same for all names that a wiki may take for this one: without regard to case, accents, width and outer spaces
 */
record AccountName(String exact, String folded) {
    /** As long as a hash. Names from here on are counted by their hash, which takes little memory; so no name is another's hash. */
    private static final int HASHED = 64;

    /** No account is called that, since names have no control characters. */
    private static final String TOKEN = "\ttoken ";

    private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");

    static AccountName of(String name) {
        String folded = ACCENTS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT)
                .strip();
        return new AccountName(shortened(name), shortened(folded));
    }

    /** The name that stands for an access token. */
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
