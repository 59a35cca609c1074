/** Bounds what one cycle may do: units of work, time, and whether anyone still waits for the answer. */
@NullMarked
package dev.gitsync.internal.work;

import org.jspecify.annotations.NullMarked;
