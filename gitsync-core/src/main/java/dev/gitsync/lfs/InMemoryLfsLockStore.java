package dev.gitsync.lfs;

import dev.gitsync.model.SpaceId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Locks in memory, for one process. They end with it. */
public final class InMemoryLfsLockStore implements LfsLockStore {
    private final Map<SpaceId, NavigableMap<String, LfsLock>> spaces = new HashMap<>();

    /** Creates an empty store. */
    public InMemoryLfsLockStore() {}

    @Override
    public synchronized Optional<LfsLock> add(SpaceId space, LfsLock lock) {
        Optional<LfsLock> existing = ofPath(space, lock.path());
        if (existing.isEmpty()) {
            of(space).put(lock.id(), lock);
        }
        return existing;
    }

    @Override
    public synchronized Optional<LfsLock> find(SpaceId space, String id) {
        return Optional.ofNullable(of(space).get(id));
    }

    @Override
    public synchronized Optional<LfsLock> ofPath(SpaceId space, String path) {
        return of(space).values().stream()
                .filter(lock -> lock.path().equals(path))
                .findFirst();
    }

    @Override
    public synchronized List<LfsLock> list(SpaceId space, @Nullable String after, int limit) {
        NavigableMap<String, LfsLock> locks =
                after == null ? of(space) : of(space).tailMap(after, false);
        return locks.values().stream().limit(limit).toList();
    }

    @Override
    public synchronized int count(SpaceId space) {
        return of(space).size();
    }

    @Override
    public synchronized boolean remove(SpaceId space, String id) {
        return of(space).remove(id) != null;
    }

    private NavigableMap<String, LfsLock> of(SpaceId space) {
        return spaces.computeIfAbsent(space, id -> new TreeMap<>());
    }
}
