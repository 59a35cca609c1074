package dev.gitsync.demo.storage;

import dev.gitsync.error.StoreException;
import dev.gitsync.model.Space;
import dev.gitsync.repository.RepositoryStore;
import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** SCAFFOLDING: stands in for the core's own FileRepositoryStore until that is there. */
public final class FileRepositories implements RepositoryStore {
    private final Path root;

    /** Keeps bare repositories below {@code root}. */
    public FileRepositories(Path root) {
        this.root = root;
    }

    @Override
    public Repository open(Space space) {
        Path folder = root.resolve(space.id() + ".git");
        try {
            Repository repository = new FileRepositoryBuilder()
                    .setGitDir(folder.toFile())
                    .setBare()
                    .build();
            if (!repository.getObjectDatabase().exists()) {
                repository.create(true);
            }
            return repository;
        } catch (IOException e) {
            throw new StoreException("The repository of space " + space.id() + " can't be opened", e);
        }
    }
}
