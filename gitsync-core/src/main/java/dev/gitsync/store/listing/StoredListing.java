package dev.gitsync.store.listing;

import java.util.Objects;

/** What a {@link ListingMemory} holds of one space. Immutable as long as nobody changes the bytes. */
public final class StoredListing {
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
