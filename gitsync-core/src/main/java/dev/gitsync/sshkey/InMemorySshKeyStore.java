package dev.gitsync.sshkey;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps keys in the memory of this process, for tests and for a wiki that has its keys elsewhere and adds them at each start. */
public final class InMemorySshKeyStore implements SshKeyStore {
    private final Map<String, SshKey> byFingerprint = new LinkedHashMap<>();

    @Override
    public synchronized boolean add(SshKey key) {
        return byFingerprint.putIfAbsent(key.key().fingerprint(), key) == null;
    }

    @Override
    public synchronized Optional<SshKey> find(String fingerprint) {
        return Optional.ofNullable(byFingerprint.get(fingerprint));
    }

    @Override
    public synchronized List<SshKey> ofUser(String user) {
        return byFingerprint.values().stream()
                .filter(key -> key.user().equals(user))
                .sorted(Comparator.comparing(SshKey::created).reversed())
                .toList();
    }

    @Override
    public synchronized boolean remove(String user, String id) {
        return byFingerprint
                .values()
                .removeIf(key -> key.user().equals(user) && key.id().equals(id));
    }

    @Override
    public synchronized void used(String id, Instant when) {
        byFingerprint.replaceAll((fingerprint, key) -> key.id().equals(id)
                ? new SshKey(id, key.user(), key.label(), key.key(), key.created(), Optional.of(when))
                : key);
    }
}
