package dev.gitsync.demo.mirror;

import dev.gitsync.mirror.EnvironmentMirrorSecrets;
import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorSecrets;
import dev.gitsync.mirror.RemoteCredentials;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The secrets in environment variables, and those that an administrator has typed to test a connection, which are stored nowhere. Safe for use by
 * several threads.
 */
public final class TypedSecrets implements MirrorSecrets {
    private static final String TYPED = "typed:";

    private final MirrorSecrets environment;
    private final Map<String, RemoteCredentials> typed = new ConcurrentHashMap<>();

    TypedSecrets(Map<String, String> environment) {
        this.environment = new EnvironmentMirrorSecrets(environment);
    }

    @Override
    public Optional<RemoteCredentials> credentials(Mirror mirror) {
        return mirror.options().credentials().map(typed::get).or(() -> environment.credentials(mirror));
    }

    @Override
    public Optional<String> webhookSecret(Mirror mirror) {
        return environment.webhookSecret(mirror);
    }

    /** Calls {@code use} with a reference to {@code credentials}, which is valid until it returns. */
    public <T> T with(RemoteCredentials credentials, Function<String, T> use) {
        String reference = TYPED + UUID.randomUUID();
        typed.put(reference, credentials);
        try {
            return use.apply(reference);
        } finally {
            typed.remove(reference);
        }
    }
}
