package dev.gitsync.internal.jgit;

import dev.gitsync.model.SpaceId;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;

/** Bare repositories in memory. */
public final class MemoryRepositories {
    private MemoryRepositories() {}

    /** A new repository whose {@code HEAD} points to an unborn {@code main}. */
    public static Repository create(SpaceId space) {
        InMemoryRepository repository = new InMemoryRepository(new DfsRepositoryDescription(space.value()));
        try {
            RefUpdate head = repository.updateRef(Constants.HEAD, true);
            head.disableRefLog();
            head.link(Constants.R_HEADS + "main");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return repository;
    }
}
