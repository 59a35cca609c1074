/**
 * Reads, writes and joins packs that are stored in chunks. Used by the JGit layer in {@code internal.jgit} and by the
 * repository store.
 */
@NullMarked
package dev.gitsync.jdbi.internal.storage;

import org.jspecify.annotations.NullMarked;
