/**
 * Contract tests for adapters and for an embedder's own page store, lock and page format, and an in-memory wiki that
 * passes them. The contract of repositories has a separate package.
 */
@NullMarked
package dev.gitsync.testkit;

import org.jspecify.annotations.NullMarked;
