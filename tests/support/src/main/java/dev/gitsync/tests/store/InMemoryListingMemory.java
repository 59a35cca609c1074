package dev.gitsync.tests.store;

import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.listing.ListingMemory;
import dev.gitsync.store.listing.ListingMemory.StoredListing;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A memory that is lost when the process ends, for tests and experiments. Safe for use by several threads. */
public final class InMemoryListingMemory implements ListingMemory {
    private final ConcurrentHashMap<SpaceId, StoredListing> listings = new ConcurrentHashMap<>();
    private final AtomicLong versions = new AtomicLong();

    /** Creates an empty memory. */
    public InMemoryListingMemory() {}

    @Override
    public String version(Space space) {
        return load(space).map(StoredListing::version).orElse(NOTHING);
    }

    @Override
    public Optional<StoredListing> load(Space space) {
        return Optional.ofNullable(listings.get(space.id()));
    }

    @Override
    public Optional<String> store(Space space, String expected, byte[] bytes) {
        StoredListing next = new StoredListing(Long.toString(versions.incrementAndGet()), bytes);
        StoredListing now = listings.compute(space.id(), (id, stored) -> {
            String version = stored == null ? NOTHING : stored.version();
            return version.equals(expected) ? next : stored;
        });
        return next.equals(now) ? Optional.of(next.version()) : Optional.empty();
    }
}
