package dev.gitsync.servlet.internal.hooks;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The signatures in the headers of a webhook, in the forms that git providers document. HMAC is HMAC-SHA256 with the secret as its key:
 *
 * <ul>
 *   <li>{@code X-Hub-Signature-256} (GitHub, Gitea, Forgejo) and {@code X-Hub-Signature} (Bitbucket): {@code sha256=} and the HMAC of the
 *       body in hexadecimal;
 *   <li>{@code X-Gitea-Signature}, {@code X-Forgejo-Signature}: the HMAC of the body in hexadecimal;
 *   <li>{@code webhook-signature} (GitLab, after <a href="https://www.standardwebhooks.com">Standard Webhooks</a>): {@code v1,} and the
 *       HMAC of {@code <webhook-id>.<webhook-timestamp>.<body>} in Base64, possibly several, separated by spaces. The key is what follows
 *       {@code whsec_} in the secret, in Base64;
 *   <li>{@code X-Gitlab-Token} (GitLab): the secret itself.
 * </ul>
 *
 * <p>One valid signature is enough. The timestamp is not compared with the clock, because a webhook that is replayed does no harm. All
 * comparisons are of digests and take constant time. For one thread.
 */
final class WebhookSignatures {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String HUB_PREFIX = "sha256=";
    private static final String STANDARD_PREFIX = "v1,";
    private static final String STANDARD_KEY_PREFIX = "whsec_";
    private static final int HEX_CHARS = 64;
    private static final int MAX_SIGNATURES = 8;
    private static final int BUFFER = 16 << 10;

    private final List<byte[]> ofBody = new ArrayList<>();
    private final List<byte[]> ofStandard = new ArrayList<>();
    private final byte[] standardHead;
    private final Optional<String> token;

    /** Reads the headers of {@code request}, not its body. */
    WebhookSignatures(HttpServletRequest request) {
        addHex(request.getHeader("X-Hub-Signature-256"), HUB_PREFIX);
        addHex(request.getHeader("X-Hub-Signature"), HUB_PREFIX);
        addHex(request.getHeader("X-Gitea-Signature"), "");
        addHex(request.getHeader("X-Forgejo-Signature"), "");
        Arrays.stream(header(request, "webhook-signature").split(" ", MAX_SIGNATURES + 1))
                .limit(MAX_SIGNATURES)
                .filter(signature -> signature.startsWith(STANDARD_PREFIX))
                .forEach(signature -> ofStandard.add(base64(signature.substring(STANDARD_PREFIX.length()))));
        standardHead = bytes(header(request, "webhook-id") + '.' + header(request, "webhook-timestamp") + '.');
        token = Optional.ofNullable(request.getHeader("X-Gitlab-Token"));
    }

    private static String header(HttpServletRequest request, String name) {
        return Objects.requireNonNullElse(request.getHeader(name), "");
    }

    private void addHex(@Nullable String value, String prefix) {
        if (value != null && value.startsWith(prefix) && value.length() == prefix.length() + HEX_CHARS) {
            try {
                ofBody.add(HexFormat.of().parseHex(value, prefix.length(), value.length()));
            } catch (IllegalArgumentException e) {
                // Not hexadecimal, so it is no signature.
            }
        }
    }

    /** Reads {@code body} to its end, and returns whether one of the signatures is valid for it and for {@code secret}. */
    boolean match(String secret, InputStream body) throws IOException {
        Mac bodyMac = mac(bytes(secret));
        Mac standardMac = mac(standardKey(secret));
        standardMac.update(standardHead);
        byte[] buffer = new byte[BUFFER];
        for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
            bodyMac.update(buffer, 0, n);
            standardMac.update(buffer, 0, n);
        }
        boolean isBodySigned = isAny(ofBody, bodyMac.doFinal());
        boolean isStandardSigned = isAny(ofStandard, standardMac.doFinal());
        boolean isToken = isToken(secret);
        return isBodySigned || isStandardSigned || isToken;
    }

    private static boolean isAny(List<byte[]> signatures, byte[] expected) {
        boolean isFound = false;
        for (byte[] signature : signatures) {
            isFound |= MessageDigest.isEqual(expected, signature);
        }
        return isFound;
    }

    private boolean isToken(String secret) {
        boolean isEqual = MessageDigest.isEqual(sha256(token.orElse("")), sha256(secret));
        return isEqual && token.isPresent();
    }

    private static byte[] standardKey(String secret) {
        byte[] key = secret.startsWith(STANDARD_KEY_PREFIX)
                ? base64(secret.substring(STANDARD_KEY_PREFIX.length()))
                : bytes(secret);
        return key.length == 0 ? bytes(secret) : key;
    }

    /** Returns no bytes for a text that is not Base64. */
    private static byte[] base64(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JVM has HMAC-SHA256", e);
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
