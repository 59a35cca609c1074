package dev.gitsync.internal.jgit;

import dev.gitsync.model.SpaceId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.eclipse.jgit.internal.storage.dfs.DfsInserter;
import org.eclipse.jgit.internal.storage.dfs.DfsPackParser;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;

/** Bare repositories in memory, which bound the packs that they receive. */
public final class MemoryRepositories {
    private MemoryRepositories() {}

    /** A new repository whose {@code HEAD} points to an unborn {@code main}. */
    public static Repository create(SpaceId space) {
        InMemoryRepository repository = new BoundedRepository(new DfsRepositoryDescription(space.value()));
        try {
            RefUpdate head = repository.updateRef(Constants.HEAD, true);
            head.disableRefLog();
            head.link(Constants.R_HEADS + "main");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return repository;
    }

    private static final class BoundedRepository extends InMemoryRepository {
        BoundedRepository(DfsRepositoryDescription description) {
            super(description);
        }

        @Override
        public ObjectInserter newObjectInserter() {
            return new BoundedInserter(this);
        }
    }

    private static final class BoundedInserter extends DfsInserter {
        private final InMemoryRepository repository;

        BoundedInserter(InMemoryRepository repository) {
            super(repository.getObjectDatabase());
            this.repository = repository;
        }

        @Override
        public DfsPackParser newPackParser(InputStream in) {
            return new MemoryPackParser(repository, this, in);
        }
    }
}
