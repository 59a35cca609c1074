package dev.gitsync.repository;

import dev.gitsync.model.Space;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;

/** Where the bare repositories of the spaces live. Safe for use by several threads. */
public interface RepositoryStore {
    /**
     * Opens the bare repository of a space, creating it first if need be; its {@code HEAD} points to
     * {@code refs/heads/main}. The caller closes it.
     *
     * @throws dev.gitsync.error.StoreException when the storage can't be reached or written
     */
    Repository open(Space space);

    /**
     * An inserter for many objects at once, which lays them down as packs where the storage can. What it wrote is durable
     * and readable after {@link ObjectInserter#flush()}.
     */
    default ObjectInserter bulkInserter(Repository repository) {
        return repository.newObjectInserter();
    }
}
