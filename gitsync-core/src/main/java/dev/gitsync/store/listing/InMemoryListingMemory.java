package dev.gitsync.store.listing;

import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A memory that is gone with the process, for tests and for trying things out. Safe for use by several threads. */
public final class InMemoryListingMemory implements ListingMemory {
    private final ConcurrentHashMap<SpaceId, Memo> memos = new ConcurrentHashMap<>();
    private final AtomicLong versions = new AtomicLong();

    /** Remembers nothing yet. */
    public InMemoryListingMemory() {}

    @Override
    public String version(Space space) {
        return load(space).map(Memo::version).orElse(NOTHING);
    }

    @Override
    public Optional<Memo> load(Space space) {
        return Optional.ofNullable(memos.get(space.id()));
    }

    @Override
    public Optional<String> store(Space space, String expected, byte[] bytes) {
        Memo next = new Memo(Long.toString(versions.incrementAndGet()), bytes);
        Memo now = memos.compute(space.id(), (id, memo) -> {
            String version = memo == null ? NOTHING : memo.version();
            return version.equals(expected) ? next : memo;
        });
        return next.equals(now) ? Optional.of(next.version()) : Optional.empty();
    }
}
