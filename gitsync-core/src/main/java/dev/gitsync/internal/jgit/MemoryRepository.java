package dev.gitsync.internal.jgit;

import dev.gitsync.internal.jgit.forward.ForwardingRepository;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.pack.PackLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.eclipse.jgit.internal.storage.dfs.DfsInserter;
import org.eclipse.jgit.internal.storage.dfs.DfsObjDatabase;
import org.eclipse.jgit.internal.storage.dfs.DfsPackParser;
import org.eclipse.jgit.internal.storage.dfs.DfsRepository;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;

/** A bare repository in memory. */
public final class MemoryRepository {
    private final DfsRepository repository;

    /** Creates a repository whose {@code HEAD} points to an unborn {@code main}. */
    public MemoryRepository(SpaceId space) {
        repository = new InMemoryRepository(new DfsRepositoryDescription(space.value()));
        try {
            RefUpdate head = repository.updateRef(Constants.HEAD, true);
            head.disableRefLog();
            head.link(Constants.R_HEADS + "main");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens the repository, which enforces {@code limits} and continues to exist when it is closed. */
    public Repository open(PackLimits limits) {
        repository.incrementOpen();
        return new Opened(repository, limits);
    }

    private static final class Opened extends ForwardingRepository {
        private final DfsObjDatabase objects;
        private final PackLimits limits;

        Opened(DfsRepository repository, PackLimits limits) {
            super(repository);
            this.objects = repository.getObjectDatabase();
            this.limits = limits;
        }

        @Override
        public ObjectInserter newObjectInserter() {
            return new BoundedInserter(objects, limits);
        }
    }

    private static final class BoundedInserter extends DfsInserter {
        private final DfsObjDatabase objects;
        private final PackLimits limits;

        BoundedInserter(DfsObjDatabase objects, PackLimits limits) {
            super(objects);
            this.objects = objects;
            this.limits = limits;
        }

        @Override
        public DfsPackParser newPackParser(InputStream in) {
            return new MemoryPackParser(objects, this, in, limits);
        }
    }
}
