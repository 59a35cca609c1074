/** Inspects a space without changing it: verification, the plan of the next cycle, and the status. Used by the engine. */
@NullMarked
package dev.gitsync.internal.inspect;

import org.jspecify.annotations.NullMarked;
