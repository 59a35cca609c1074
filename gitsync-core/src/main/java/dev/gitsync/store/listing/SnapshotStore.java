package dev.gitsync.store.listing;

import dev.gitsync.error.RepositoryDamagedException;
import dev.gitsync.internal.listing.Snapshot;
import dev.gitsync.internal.listing.SnapshotFormat;
import dev.gitsync.internal.listing.StoredSnapshot;
import dev.gitsync.internal.work.LruMap;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.listing.ListingMemory.StoredListing;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.Optional;

/** Loads and stores snapshots, and caches those of the last spaces as long as memory allows. */
final class SnapshotStore {
    private static final int MOST_SPACES = 10_000;

    private final ListingMemory memory;
    private final LruMap<SpaceId, SoftReference<StoredSnapshot>> cache = new LruMap<>(MOST_SPACES);

    SnapshotStore(ListingMemory memory) {
        this.memory = memory;
    }

    StoredSnapshot load(Space space) {
        Optional<StoredSnapshot> stored = cache.get(space.id()).map(SoftReference::get);
        if (stored.isPresent() && stored.get().version().equals(memory.version(space))) {
            return stored.get();
        }
        return memory.load(space)
                .map(listing -> remember(space, new StoredSnapshot(listing.version(), read(space, listing))))
                .orElseGet(() -> new StoredSnapshot(ListingMemory.NOTHING, Snapshot.EMPTY));
    }

    /** Replaces {@code before}, unless another thread or process has replaced it already. */
    Optional<StoredSnapshot> store(Space space, StoredSnapshot before, Snapshot next) {
        return memory.store(space, before.version(), SnapshotFormat.write(next))
                .map(version -> remember(space, new StoredSnapshot(version, next)));
    }

    private StoredSnapshot remember(Space space, StoredSnapshot stored) {
        cache.put(space.id(), new SoftReference<>(stored));
        return stored;
    }

    private static Snapshot read(Space space, StoredListing listing) {
        try {
            return SnapshotFormat.read(listing.bytes());
        } catch (IOException e) {
            throw new RepositoryDamagedException(
                    "The memory of the listing of space " + space.id() + " can't be read at version "
                            + listing.version() + "; delete it, and all pages are compared anew",
                    e);
        }
    }
}
