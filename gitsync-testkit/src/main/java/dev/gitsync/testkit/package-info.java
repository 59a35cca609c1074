/**
 * Contract tests for adapters and for an embedder's own page store, lock and page format, and an in-memory wiki that
 * passes them. The contract of repositories has a separate package.
 *
 * <p>More than 20 types: the contracts of a page store and of its attachments are layers of one fixture, and an embedder finds all of
 * them in one place.
 */
@NullMarked
package dev.gitsync.testkit;

import org.jspecify.annotations.NullMarked;
