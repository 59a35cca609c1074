package dev.gitsync.store.listing;

import dev.gitsync.error.RepositoryDamagedException;
import dev.gitsync.internal.work.RecentMap;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.Optional;

/** Loads and stores snapshots, and spares itself reading one again that it has still at hand. */
final class SnapshotKeeper {
    private static final int MOST_SPACES = 10_000;

    private final ListingMemory memory;
    private final RecentMap<SpaceId, SoftReference<Kept>> atHand = new RecentMap<>(MOST_SPACES);

    SnapshotKeeper(ListingMemory memory) {
        this.memory = memory;
    }

    Kept load(Space space) {
        Optional<Kept> kept = atHand.get(space.id()).map(SoftReference::get);
        if (kept.isPresent() && kept.get().version().equals(memory.version(space))) {
            return kept.get();
        }
        return memory.load(space)
                .map(memo -> remember(space, new Kept(memo.version(), read(space, memo))))
                .orElseGet(() -> new Kept(ListingMemory.NOTHING, Snapshot.EMPTY));
    }

    /** Replaces {@code before}, unless somebody else has done so. */
    Optional<Kept> store(Space space, Kept before, Snapshot next) {
        return memory.store(space, before.version(), SnapshotFormat.write(next))
                .map(version -> remember(space, new Kept(version, next)));
    }

    private Kept remember(Space space, Kept kept) {
        atHand.put(space.id(), new SoftReference<>(kept));
        return kept;
    }

    private static Snapshot read(Space space, Memo memo) {
        try {
            return SnapshotFormat.read(memo.bytes());
        } catch (IOException e) {
            throw new RepositoryDamagedException(
                    "The memory of the listing of space " + space.id() + " can't be read at version " + memo.version()
                            + "; delete it, and all pages are compared anew",
                    e);
        }
    }
}
