package dev.gitsync.testkit;

import dev.gitsync.model.Space;
import dev.gitsync.repository.FileRepositoryStore;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.testkit.repository.RepositoryStoreContract;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

final class RepositoryStoreTest {
    @Nested
    final class OnDisk extends RepositoryStoreContract {
        private final Path root;
        private final RepositoryStore repositories;

        OnDisk(@TempDir Path root) {
            this.root = root;
            this.repositories = new FileRepositoryStore(root);
        }

        @Override
        protected RepositoryStore store() {
            return repositories;
        }

        @Override
        protected RepositoryStore reopened() {
            return new FileRepositoryStore(root);
        }

        @Override
        protected Optional<Path> directory(Space where) {
            return Optional.of(root.resolve(where.id() + ".git"));
        }
    }

    @Nested
    final class InMemory extends RepositoryStoreContract {
        private final RepositoryStore repositories = new InMemoryRepositoryStore();

        @Override
        protected RepositoryStore store() {
            return repositories;
        }

        @Override
        protected boolean forgetsWhatNoRefPointsTo() {
            return false;
        }
    }
}
