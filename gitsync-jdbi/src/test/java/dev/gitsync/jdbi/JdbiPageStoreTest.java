package dev.gitsync.jdbi;

import dev.gitsync.model.Space;
import dev.gitsync.store.PageStore;
import dev.gitsync.testkit.PageStoreContract;

final class JdbiPageStoreTest extends PageStoreContract {
    private static final TestDatabase DATABASE = TestDatabase.migrated();

    @Override
    protected PageStore store() {
        return new JdbiPageStore(DATABASE.jdbi());
    }

    @Override
    protected Space newSpace() {
        return DATABASE.newSpace();
    }
}
