package dev.gitsync.internal.outline;

import dev.gitsync.model.PageId;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * The data kept of each page of the wiki while the index is written.
 *
 * @param blob its file under the name that gitsync gives it; null for a page without text
 * @param isNamedByGit whether a git user chose its name, according to the feed
 */
public record PageOutline(
        PageId id,
        @Nullable PageId parent,
        String title,
        long version,
        @Nullable ObjectId blob,
        boolean isNamedByGit) {
    public boolean hasFile() {
        return blob != null;
    }
}
