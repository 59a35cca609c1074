package dev.gitsync.testkit.mirror;

import dev.gitsync.mirror.InMemoryMirrorStateStore;
import dev.gitsync.mirror.MirrorStateStore;

final class InMemoryMirrorStateStoreTest extends MirrorStateStoreContract {
    private final MirrorStateStore store = new InMemoryMirrorStateStore();

    @Override
    protected MirrorStateStore store() {
        return store;
    }
}
