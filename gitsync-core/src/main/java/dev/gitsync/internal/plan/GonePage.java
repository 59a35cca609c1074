package dev.gitsync.internal.plan;

import dev.gitsync.internal.index.IndexedPage;
import org.eclipse.jgit.lib.ObjectId;

/**
 * A page whose file is not where it was.
 *
 * @param path where the page was, without ending
 * @param blob its file
 * @param page what the index knows of it
 */
record GonePage(String path, ObjectId blob, IndexedPage page) {}
