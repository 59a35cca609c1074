/** Batches of the change feed. */
@NullMarked
package dev.gitsync.internal.pull;

import org.jspecify.annotations.NullMarked;
