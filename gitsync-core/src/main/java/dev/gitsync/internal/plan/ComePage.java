package dev.gitsync.internal.plan;

import dev.gitsync.format.PageReading;
import org.eclipse.jgit.lib.ObjectId;

/**
 * A page file at a path where there was none.
 *
 * @param path where it is, without ending
 * @param blob the file
 * @param reading what the file says
 */
record ComePage(String path, ObjectId blob, PageReading.Recognized reading) {}
