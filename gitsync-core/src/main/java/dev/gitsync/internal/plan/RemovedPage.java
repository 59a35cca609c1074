package dev.gitsync.internal.plan;

import dev.gitsync.internal.identity.PageFile;
import dev.gitsync.internal.index.IndexedPage;

/**
 * A page whose file is not at its old path.
 *
 * @param file its old file and content
 * @param page its entry in the index
 */
record RemovedPage(PageFile file, IndexedPage page) {
    String path() {
        return file.path();
    }
}
