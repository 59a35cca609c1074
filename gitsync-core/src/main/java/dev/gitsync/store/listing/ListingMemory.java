package dev.gitsync.store.listing;

import dev.gitsync.model.Space;
import java.util.Objects;
import java.util.Optional;

/**
 * Where the last listing of each space is kept. Whoever works on the same wiki shares one memory; losing it is mended, but
 * pages that were deleted since it was written stay in git. Implementations are safe for use by several threads and
 * processes, and throw {@link dev.gitsync.error.StoreException} when the storage can't be reached or written.
 */
public interface ListingMemory {
    /** The version of a space of which nothing is remembered. */
    String NOTHING = "";

    /** The version of what {@link #load} would answer now, or {@link #NOTHING}; cheap. */
    String version(Space space);

    /** What was stored last. */
    Optional<StoredListing> load(Space space);

    /**
     * Replaces what is remembered, durably, if it still has the version {@code expected}.
     *
     * @param bytes the new memory; not to be changed by anybody after the call
     * @return the new version, or empty when somebody else was faster and nothing was replaced
     */
    Optional<String> store(Space space, String expected, byte[] bytes);

    /** What a {@link ListingMemory} holds of one space. Immutable as long as nobody changes the bytes. */
    final class StoredListing {
        private final String version;
        private final byte[] bytes;

        /** Takes over {@code bytes}, which nobody may change any more. */
        public StoredListing(String version, byte[] bytes) {
            this.version = Objects.requireNonNull(version, "version");
            this.bytes = Objects.requireNonNull(bytes, "bytes");
        }

        /** The version to expect when it is replaced. */
        public String version() {
            return version;
        }

        /** The bytes as they were stored; not to be changed. */
        public byte[] bytes() {
            return bytes;
        }
    }
}
