package dev.gitsync.internal.plan;

import dev.gitsync.internal.identity.PageFile;
import dev.gitsync.internal.index.IndexedPage;

/**
 * A page whose file is not where it was.
 *
 * @param file where its file was, and what it said
 * @param page what the index knows of it
 */
record RemovedPage(PageFile file, IndexedPage page) {
    String path() {
        return file.path();
    }
}
