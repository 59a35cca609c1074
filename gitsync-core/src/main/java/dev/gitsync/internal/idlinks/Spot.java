package dev.gitsync.internal.idlinks;

import dev.gitsync.internal.index.IdLinkIndex;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.model.PageId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a page or an attachment is.
 *
 * @param file the path of its file, or empty
 * @param folder the path of a page's folder, whether it exists or not; empty for an attachment
 * @param place the page whose folder is the nearest above it, or null
 */
record Spot(String file, String folder, @Nullable PageId place) {
    /** The spot of something that does not exist. */
    static final Spot NOWHERE = new Spot("", "", null);

    IdLinkIndex.Names names() {
        return new IdLinkIndex.Names(key(file), key(folder));
    }

    private static String key(String path) {
        return Paths.name(path).toLowerCase(Locale.ROOT);
    }
}
