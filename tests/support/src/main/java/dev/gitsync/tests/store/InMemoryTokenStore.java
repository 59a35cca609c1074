package dev.gitsync.tests.store;

import dev.gitsync.token.AccessToken;
import dev.gitsync.token.TokenStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tokens in memory; gone with the process. */
public final class InMemoryTokenStore implements TokenStore {
    private final Map<String, AccessToken> tokens = new LinkedHashMap<>();

    @Override
    public synchronized void add(AccessToken token, String hash) {
        tokens.put(hash, token);
    }

    @Override
    public synchronized Optional<AccessToken> find(String hash) {
        return Optional.ofNullable(tokens.get(hash));
    }

    @Override
    public synchronized List<AccessToken> ofUser(String user) {
        return tokens.values().stream()
                .filter(token -> token.user().equals(user))
                .sorted(Comparator.comparing(AccessToken::created).reversed())
                .toList();
    }

    @Override
    public synchronized boolean remove(String user, String id) {
        return tokens.values()
                .removeIf(token -> token.user().equals(user) && token.id().equals(id));
    }

    @Override
    public synchronized void used(String id, Instant when) {
        tokens.replaceAll((hash, token) -> token.id().equals(id)
                ? new AccessToken(
                        token.id(),
                        token.user(),
                        token.label(),
                        token.spaces(),
                        token.right(),
                        token.created(),
                        token.expires(),
                        Optional.of(when))
                : token);
    }
}
