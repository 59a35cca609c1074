package dev.gitsync.token;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.model.SpaceId;
import dev.gitsync.settings.descriptor.Setting;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Issues, checks and revokes tokens. A secret is {@value #PREFIX} and 256 random bits; the user sees it once, and only
 * its SHA-256 is stored. A fast hash is sufficient here, unlike for passwords, because 256 random bits can't be found
 * by brute force. The time of a lookup by hash reveals nothing about the secret. Safe for use by several threads.
 */
public final class AccessTokens {
    /** The prefix of every secret, so that people and secret scanners recognize it. */
    public static final String PREFIX = "gst_";
    /** The maximum lifetime of a token. */
    public static final Duration LONGEST_LIFETIME = Duration.ofDays(366);
    /** The maximum number of tokens per user, including expired ones. */
    public static final int MOST_PER_USER = 100;

    private static final Setting<Duration> LIFETIME = Setting.duration("lifetime")
            .range(Duration.ofMinutes(1), LONGEST_LIFETIME)
            .meaning("how long a token may live");
    private static final Duration USE_RESOLUTION = Duration.ofMinutes(1);
    private static final int SECRET_BYTES = 32;
    private static final Pattern SECRET = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");

    private final TokenStore store;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /** Creates a service that keeps tokens in {@code store} and checks their expiry against {@code clock}. */
    public AccessTokens(TokenStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * A token and its secret.
     *
     * @param secret the secret to show once, to the user only
     */
    public record Issued(AccessToken token, String secret) {
        /** Returns a text without the secret. */
        @Override
        public String toString() {
            return "Issued[token=" + token + "]";
        }
    }

    /** Returns whether {@code text} has the form of a secret. */
    public static boolean isSecret(String text) {
        return SECRET.matcher(text).matches();
    }

    /**
     * Issues a token.
     *
     * @param spaces the spaces to which the token grants access, or empty for all spaces that the user may access
     * @param lifetime the lifetime, from one minute to {@link #LONGEST_LIFETIME}
     * @throws InvalidInputException when the label or the lifetime is invalid, or the user has too many tokens
     */
    public Issued issue(String user, String label, Set<SpaceId> spaces, AccessToken.Right right, Duration lifetime) {
        LIFETIME.check(lifetime);
        if (store.ofUser(user).size() >= MOST_PER_USER) {
            throw new InvalidInputException(
                    "There are " + MOST_PER_USER + " tokens already, which is the most; revoke one first");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        AccessToken token = new AccessToken(
                UUID.randomUUID().toString(), user, label, spaces, right, now, now.plus(lifetime), Optional.empty());
        byte[] bits = new byte[SECRET_BYTES];
        random.nextBytes(bits);
        String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        store.add(token, hash(secret));
        return new Issued(token, secret);
    }

    /** Returns the token with this secret, unless it has expired or was revoked, and records its use. */
    public Optional<AccessToken> check(String secret) {
        if (!isSecret(secret)) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Optional<AccessToken> found = store.find(hash(secret)).filter(token -> now.isBefore(token.expires()));
        found.filter(token -> token.lastUsed()
                        .map(last -> !last.plus(USE_RESOLUTION).isAfter(now))
                        .orElse(true))
                .ifPresent(token -> store.used(token.id(), now));
        return found;
    }

    /** Returns all tokens of a user, including expired ones, newest first. */
    public List<AccessToken> ofUser(String user) {
        return store.ofUser(user);
    }

    /** Revokes a token of this user immediately. Returns whether it existed. */
    public boolean revoke(String user, String id) {
        return store.remove(user, id);
    }

    private static String hash(String secret) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
