package dev.gitsync.repository;

import dev.gitsync.internal.jgit.MemoryRepository;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.pack.PackLimits;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A store that keeps repositories in memory, for tests and experiments. They are lost when the process ends; until then,
 * refused pushes also use memory. Safe for use by several threads.
 */
public final class InMemoryRepositoryStore implements RepositoryStore {
    private final ConcurrentHashMap<SpaceId, MemoryRepository> repositories = new ConcurrentHashMap<>();

    /** Creates a store without repositories. */
    public InMemoryRepositoryStore() {}

    @Override
    public SpaceRepository open(Space space, PackLimits limits) {
        return SpaceRepository.of(
                repositories.computeIfAbsent(space.id(), MemoryRepository::new).open(limits));
    }

    @Override
    public List<SpaceId> withPrefix(String prefix) {
        return repositories.keySet().stream()
                .filter(space -> space.value().startsWith(prefix))
                .toList();
    }

    @Override
    public void remove(Space space) {
        repositories.remove(space.id());
    }
}
