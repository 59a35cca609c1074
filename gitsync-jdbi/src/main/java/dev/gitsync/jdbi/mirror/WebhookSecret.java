package dev.gitsync.jdbi.mirror;

import dev.gitsync.error.InvalidInputException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/** The form of secrets of webhooks: generated here, or by the provider. */
final class WebhookSecret {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;
    private static final Pattern FORM = Pattern.compile("[!-~]{16,512}");

    private WebhookSecret() {}

    static String generate() {
        byte[] random = new byte[BYTES];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /**
     * Checks a secret that a provider generated.
     *
     * @throws InvalidInputException when it has another form; the message does not contain it
     */
    static void check(String secret) {
        if (!FORM.matcher(secret).matches()) {
            throw new InvalidInputException("A webhook secret is 16 to 512 visible ASCII characters");
        }
    }
}
