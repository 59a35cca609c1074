/** Packs as files in chunks: reading, writing, and putting several together. */
@NullMarked
package dev.gitsync.jdbi.internal.storage;

import org.jspecify.annotations.NullMarked;
