/** Packs as bytes in memory: what stands in them, and how several become one. */
@NullMarked
package dev.gitsync.jdbi.internal.pack;

import org.jspecify.annotations.NullMarked;
