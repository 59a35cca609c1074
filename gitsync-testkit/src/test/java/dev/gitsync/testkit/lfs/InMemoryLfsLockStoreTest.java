package dev.gitsync.testkit.lfs;

import dev.gitsync.lfs.InMemoryLfsLockStore;
import dev.gitsync.lfs.LfsLockStore;

final class InMemoryLfsLockStoreTest extends LfsLockStoreContract {
    private final LfsLockStore store = new InMemoryLfsLockStore();

    @Override
    protected LfsLockStore store() {
        return store;
    }
}
