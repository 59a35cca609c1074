/** Reads packs as bytes in memory and joins several into one. Used by {@code internal.storage}. */
@NullMarked
package dev.gitsync.jdbi.internal.pack;

import org.jspecify.annotations.NullMarked;
