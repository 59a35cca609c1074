package dev.gitsync.repository;

import dev.gitsync.internal.jgit.MemoryRepository;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.pack.PackLimits;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Repositories in memory, for tests and for trying things out. Gone with the process; until then, what was pushed and refused
 * takes up room. Safe for use by several threads.
 */
public final class InMemoryRepositoryStore implements RepositoryStore {
    private final ConcurrentHashMap<SpaceId, MemoryRepository> repositories = new ConcurrentHashMap<>();

    /** Begins with no repository. */
    public InMemoryRepositoryStore() {}

    @Override
    public SpaceRepository open(Space space, PackLimits limits) {
        return SpaceRepository.of(
                repositories.computeIfAbsent(space.id(), MemoryRepository::new).open(limits));
    }
}
