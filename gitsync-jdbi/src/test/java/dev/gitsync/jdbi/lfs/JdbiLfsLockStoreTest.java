package dev.gitsync.jdbi.lfs;

import dev.gitsync.jdbi.TestDatabase;
import dev.gitsync.lfs.LfsLockStore;
import dev.gitsync.testkit.lfs.LfsLockStoreContract;

final class JdbiLfsLockStoreTest extends LfsLockStoreContract {
    private static final TestDatabase DATABASE = TestDatabase.migrated();

    private final LfsLockStore store = new JdbiLfsLockStore(DATABASE.jdbi());

    @Override
    protected LfsLockStore store() {
        return store;
    }
}
