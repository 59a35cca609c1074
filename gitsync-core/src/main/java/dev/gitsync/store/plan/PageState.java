package dev.gitsync.store.plan;

import dev.gitsync.model.PageId;
import org.jspecify.annotations.Nullable;

/** What a store holds under the id of a page, without what the page says. */
public sealed interface PageState {
    /** Whether this is a live page at {@code version}. */
    default boolean isLiveAt(long version) {
        return this instanceof Live live && live.version() == version;
    }

    /** Whether this is a page that is in the trash since {@code version}. */
    default boolean isTrashedAt(long version) {
        return this instanceof Trashed trashed && trashed.version() == version;
    }

    /**
     * A live page of the space.
     *
     * @param version its version
     * @param parent the page above, or null at the top of the space
     */
    record Live(long version, @Nullable PageId parent) implements PageState {}

    /**
     * A deleted page of the space.
     *
     * @param version the version that the deletion made
     */
    record Trashed(long version) implements PageState {}

    /** The id belongs to a page of another space, or to something that is no page: it can't be created, changed or a parent. */
    record Elsewhere() implements PageState {}
}
