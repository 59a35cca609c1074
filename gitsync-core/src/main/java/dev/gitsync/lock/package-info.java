/**
 * The SPI for leases: one process at a time works on a space. Implemented in memory here, in {@code gitsync-jdbi} and in
 * {@code gitsync-redis}.
 */
@NullMarked
package dev.gitsync.lock;

import org.jspecify.annotations.NullMarked;
