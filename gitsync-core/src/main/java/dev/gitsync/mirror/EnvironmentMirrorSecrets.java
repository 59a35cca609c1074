package dev.gitsync.mirror;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Reads the secrets of mirrors from environment variables. The reference {@code env:NAME} means {@code NAME_USER} and {@code
 * NAME_PASSWORD}, or {@code NAME_SSH_KEY} and {@code NAME_SSH_HOST_KEYS}. Without {@code NAME_USER}, the user name is {@code git}.
 *
 * <p>{@code NAME_WEBHOOK_SECRET} is the secret of webhooks. If mirrors of several spaces share the reference, set {@code
 * NAME_WEBHOOK_KEY} instead: the secret of each mirror is then the HMAC-SHA256 of its id with this key, in lower-case hexadecimal, so
 * that the secret of one is of no use for another. Safe for use by several threads.
 */
public final class EnvironmentMirrorSecrets implements MirrorSecrets {
    private static final Pattern REFERENCE = Pattern.compile("env:([A-Za-z_][A-Za-z0-9_]{0,99})");

    private static final String HMAC = "HmacSHA256";

    private final Map<String, String> environment;

    /**
     * Creates an object that reads {@code environment} whenever it is asked.
     *
     * @param environment the variables that mirrors may use: a person who may add mirrors can send each variable whose name ends in
     *     {@code _PASSWORD} to a server of their choice. {@code System.getenv()} if these are all meant for mirrors
     */
    public EnvironmentMirrorSecrets(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Optional<RemoteCredentials> credentials(Mirror mirror) {
        return name(mirror).flatMap(this::credentials);
    }

    private Optional<RemoteCredentials> credentials(String name) {
        String password = value(name + "_PASSWORD");
        String key = value(name + "_SSH_KEY");
        if (password != null) {
            String user = value(name + "_USER");
            return Optional.of(new RemoteCredentials.UserPassword(user == null ? "git" : user, password));
        }
        String hostKeys = value(name + "_SSH_HOST_KEYS");
        return key == null || hostKeys == null
                ? Optional.empty()
                : Optional.of(new RemoteCredentials.SshKey(key, hostKeys));
    }

    @Override
    public Optional<String> webhookSecret(Mirror mirror) {
        return name(mirror).map(name -> webhookSecret(name, mirror.id()));
    }

    private @Nullable String webhookSecret(String name, MirrorId mirror) {
        String key = value(name + "_WEBHOOK_KEY");
        return key == null ? value(name + "_WEBHOOK_SECRET") : hmac(key, mirror.value());
    }

    private static String hmac(String key, String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), HMAC));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JVM has HMAC-SHA256", e);
        }
    }

    private static Optional<String> name(Mirror mirror) {
        return mirror.options()
                .credentials()
                .map(REFERENCE::matcher)
                .filter(found -> found.matches())
                .map(found -> found.group(1));
    }

    private @Nullable String value(String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value;
    }
}
