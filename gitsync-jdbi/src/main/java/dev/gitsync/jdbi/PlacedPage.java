package dev.gitsync.jdbi;

import dev.gitsync.model.PageId;
import org.jspecify.annotations.Nullable;

/**
 * Where a page stands, live or in the trash, without what it says.
 *
 * @param here whether it belongs to the space that is being changed
 */
record PlacedPage(PageId id, boolean here, @Nullable PageId parent, long version, boolean live) {
    boolean isLiveAt(long expected) {
        return here && live && version == expected;
    }

    boolean isTrashAt(long expected) {
        return here && !live && version == expected;
    }
}
