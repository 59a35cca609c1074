/** Contract tests for an embedder's own mirror directory and store of mirror states, and an in-memory directory that passes them. */
@NullMarked
package dev.gitsync.testkit.mirror;

import org.jspecify.annotations.NullMarked;
