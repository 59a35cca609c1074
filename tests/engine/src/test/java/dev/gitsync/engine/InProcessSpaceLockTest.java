package dev.gitsync.engine;

import dev.gitsync.lock.InProcessSpaceLock;
import dev.gitsync.lock.SpaceLock;
import dev.gitsync.testkit.SpaceLockContract;

class InProcessSpaceLockTest extends SpaceLockContract {
    private final SpaceLock lock = new InProcessSpaceLock();

    @Override
    protected SpaceLock lock() {
        return lock;
    }
}
