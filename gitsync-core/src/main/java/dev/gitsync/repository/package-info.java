/**
 * The SPI for git storage: opens the bare repository of a space. Implemented on disk and in memory here, and in {@code
 * gitsync-jdbi}.
 */
@NullMarked
package dev.gitsync.repository;

import org.jspecify.annotations.NullMarked;
