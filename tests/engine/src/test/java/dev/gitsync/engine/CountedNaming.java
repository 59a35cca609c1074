package dev.gitsync.engine;

import dev.gitsync.format.PathNaming;
import dev.gitsync.format.SafePathNaming;
import dev.gitsync.model.PageId;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the names that are created and compared. Thread-safe. */
final class CountedNaming implements PathNaming {
    private final PathNaming delegate = new SafePathNaming();
    private final AtomicLong count = new AtomicLong();

    long count() {
        return count.get();
    }

    void reset() {
        count.set(0);
    }

    @Override
    public String nameFor(String title) {
        count.incrementAndGet();
        return delegate.nameFor(title);
    }

    @Override
    public String nameFor(String title, PageId id) {
        count.incrementAndGet();
        return delegate.nameFor(title, id);
    }

    @Override
    public String titleOf(String name) {
        count.incrementAndGet();
        return delegate.titleOf(name);
    }

    @Override
    public String collisionKey(String name) {
        count.incrementAndGet();
        return delegate.collisionKey(name);
    }
}
