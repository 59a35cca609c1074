package dev.gitsync.jdbi;

import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.testkit.repository.RepositoryStoreContract;

final class JdbiRepositoryStoreTest extends RepositoryStoreContract {
    private static final TestDatabase DATABASE = TestDatabase.migrated();

    private final RepositoryStore store = new JdbiRepositoryStore(DATABASE.jdbi());

    @Override
    protected RepositoryStore store() {
        return store;
    }

    @Override
    protected RepositoryStore reopened() {
        return new JdbiRepositoryStore(DATABASE.jdbi());
    }
}
