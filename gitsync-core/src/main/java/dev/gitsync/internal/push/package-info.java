/**
 * Processes one push: the checks before and under the lease, and the refusals that the client reads. Used by the engine.
 */
@NullMarked
package dev.gitsync.internal.push;

import org.jspecify.annotations.NullMarked;
