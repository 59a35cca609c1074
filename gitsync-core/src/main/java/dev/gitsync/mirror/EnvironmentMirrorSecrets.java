package dev.gitsync.mirror;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the secrets of mirrors from environment variables. The reference {@code env:NAME} means {@code NAME_USER} and {@code
 * NAME_PASSWORD}, or {@code NAME_SSH_KEY} and {@code NAME_SSH_HOST_KEYS}; {@code NAME_WEBHOOK_SECRET} is the secret of webhooks.
 * Without {@code NAME_USER}, the user name is {@code git}. Safe for use by several threads.
 */
public final class EnvironmentMirrorSecrets implements MirrorSecrets {
    private static final Pattern REFERENCE = Pattern.compile("env:([A-Za-z_][A-Za-z0-9_]{0,99})");

    private final Map<String, String> environment;

    /**
     * Creates an object that reads {@code environment} whenever it is asked.
     *
     * @param environment usually {@code System.getenv()}
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
        return name(mirror).map(name -> value(name + "_WEBHOOK_SECRET"));
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
