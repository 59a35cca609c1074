package dev.gitsync.engine;

import dev.gitsync.lock.InProcessSpaceLock;
import dev.gitsync.lock.SpaceLock;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.testkit.SpaceLockContract;
import java.util.UUID;

class InProcessSpaceLockTest extends SpaceLockContract {
    private final SpaceLock lock = new InProcessSpaceLock();

    @Override
    protected SpaceLock lock() {
        return lock;
    }

    @Override
    protected Space newSpace() {
        return new Space(new SpaceId(UUID.randomUUID().toString()), "", "Space");
    }
}
