package dev.gitsync.store.listing;

import dev.gitsync.model.Space;
import java.util.Objects;
import java.util.Optional;

/**
 * Stores the last listing of each space. All processes that work on the same wiki share one memory. gitsync recovers from the
 * loss of the memory, but pages deleted since it was written stay in git. Implementations are safe for use by several threads
 * and processes, and throw {@link dev.gitsync.error.StoreException} when the storage can't be reached or written.
 */
public interface ListingMemory {
    /** The version of a space without a stored listing. */
    String NOTHING = "";

    /** Returns the version of what {@link #load} would return now, or {@link #NOTHING}. Must be cheap. */
    String version(Space space);

    /** Returns what was stored last, or empty. */
    Optional<StoredListing> load(Space space);

    /**
     * Replaces the stored listing durably, if it still has the version {@code expected}.
     *
     * @param bytes the new content; the caller must not change the array after the call
     * @return the new version, or empty if another thread or process replaced the listing first and nothing was stored
     */
    Optional<String> store(Space space, String expected, byte[] bytes);

    /** The stored listing of one space. Immutable, provided that the bytes are not changed. */
    final class StoredListing {
        private final String version;
        private final byte[] bytes;

        /** Creates a stored listing; takes ownership of {@code bytes}, which the caller must not change any more. */
        public StoredListing(String version, byte[] bytes) {
            this.version = Objects.requireNonNull(version, "version");
            this.bytes = Objects.requireNonNull(bytes, "bytes");
        }

        /** Returns the version to expect when it is replaced. */
        public String version() {
            return version;
        }

        /** Returns the stored bytes; the caller must not change them. */
        public byte[] bytes() {
            return bytes;
        }
    }
}
