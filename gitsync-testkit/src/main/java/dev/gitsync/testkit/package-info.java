/**
 * Contracts that every adapter and every embedder's own store, lock and page format can run, and a wiki in memory that keeps them.
 */
@NullMarked
package dev.gitsync.testkit;

import org.jspecify.annotations.NullMarked;
