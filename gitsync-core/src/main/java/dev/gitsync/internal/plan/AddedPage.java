package dev.gitsync.internal.plan;

import dev.gitsync.internal.identity.PageFile;
import dev.gitsync.model.PageId;
import org.jspecify.annotations.Nullable;

/**
 * A page file at a path where there was none, or at the path of a page whose file was replaced.
 *
 * @param file the file
 * @param claimed the page id in its front matter
 */
record AddedPage(PageFile file, @Nullable PageId claimed) {
    String path() {
        return file.path();
    }
}
