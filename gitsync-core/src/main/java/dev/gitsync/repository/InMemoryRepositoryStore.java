package dev.gitsync.repository;

import dev.gitsync.internal.jgit.MemoryRepositories;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jgit.lib.Repository;

/**
 * Repositories in memory, for tests and for trying things out. Gone with the process; until then, what was pushed and refused
 * takes up room. Safe for use by several threads.
 */
public final class InMemoryRepositoryStore implements RepositoryStore {
    private final ConcurrentHashMap<SpaceId, Repository> repositories = new ConcurrentHashMap<>();

    /** Begins with no repository. */
    public InMemoryRepositoryStore() {}

    @Override
    public Repository open(Space space) {
        Repository repository = repositories.computeIfAbsent(space.id(), MemoryRepositories::create);
        // The caller's close() takes back this use; the store's own use keeps the repository alive.
        repository.incrementOpen();
        return repository;
    }
}
