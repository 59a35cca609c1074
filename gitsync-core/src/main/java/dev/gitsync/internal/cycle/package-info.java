/**
 * Runs one cycle of a space: finishes what a crash interrupted, pulls, and merges; under the lease, or for readers
 * without it. Used by the engine and by pushes.
 */
@NullMarked
package dev.gitsync.internal.cycle;

import org.jspecify.annotations.NullMarked;
