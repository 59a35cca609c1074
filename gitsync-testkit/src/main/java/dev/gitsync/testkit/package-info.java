/**
 * Contracts that every adapter and every embedder's own page store, lock and page format can run, and a wiki in memory that
 * keeps them. The contract of repositories has a package of its own.
 */
@NullMarked
package dev.gitsync.testkit;

import org.jspecify.annotations.NullMarked;
